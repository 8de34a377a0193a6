import { useLingui as useActiveLingui } from "@lingui/react";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, FileInput, Group, List, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconFile, IconInfoCircle } from "@tabler/icons-react";
import { useState } from "react";
import { useApiMutation } from "@/api/hooks";
import { changeWords, type Imported } from "@/features/purchases/orders/words";
import { Volume } from "@/features/purchases/values";
import { type Round, readings } from "@/features/purchases/words";
import { type Column, DataList } from "@/ui/data-list";
import { Dialog, Refusal } from "@/ui/dialog";
import { LineFaults } from "@/ui/line-faults";
import { toastDone } from "@/ui/toast";
import { DateText } from "@/ui/values";

const path = "/v1/purchases/{round_id}/orders/import";
type Row = Imported["rows"][number];

/** A model filled in: what it would declare is said first, then taken. */
export function ImportDialog({ round, onClose }: { round: Round; onClose: () => void }) {
  const { t } = useLingui();
  const [file, setFile] = useState<File | null>(null);
  const trial = useApiMutation("post", path);
  const taking = useApiMutation("post", path, {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`Les commandes sont enregistrées.`);
      onClose();
    },
  });
  const call = (chosen: File, dry: boolean) => ({
    path: { round_id: round.id },
    query: { dry_run: dry },
    body: chosen,
  });
  const choose = (chosen: File | null) => {
    setFile(chosen);
    trial.reset();
    taking.reset();
    if (chosen) trial.mutate(call(chosen, true));
  };
  const tried = trial.data;
  const changes = tried ? tried.created_count + tried.delivered_count : 0;
  return (
    <Dialog opened onClose={onClose} title={t`Importer un modèle rempli`} size="xl">
      <Stack gap="md">
        <Text>
          <Trans>
            Choisissez le fichier : Essaim dit d’abord ce qu’il déclarerait, ligne par ligne. Rien n’est
            enregistré avant votre accord. Une commande est reconnue à son numéro : un fichier envoyé deux
            fois ne compte qu’une fois, et une ligne déjà connue apporte sa livraison.
          </Trans>
        </Text>
        <FileInput
          label={t`Fichier rempli`}
          description={t`Tableur XLSX ou CSV, 2 Mo et 5 000 lignes au plus.`}
          placeholder={t`Choisir un fichier`}
          leftSection={<IconFile size={18} aria-hidden="true" />}
          accept=".xlsx,.csv"
          clearable
          clearButtonProps={{ "aria-label": t`Choisir un autre fichier` }}
          value={file}
          onChange={choose}
          data-autofocus
        />
        {trial.isPending ? (
          <Text role="status" c="dimmed">
            <Trans>Lecture du fichier…</Trans>
          </Text>
        ) : null}
        {trial.error ? <Refused error={trial.error} /> : null}
        {tried ? <Tried tried={tried} round={round} /> : null}
        {taking.error ? <Refused error={taking.error} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            <Trans>Annuler</Trans>
          </Button>
          <Button
            loading={taking.isPending}
            disabled={!file || !tried || tried.faults.length > 0 || changes === 0}
            onClick={() => file && taking.mutate(call(file, false))}
          >
            <Trans>Enregistrer ces commandes</Trans>
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

function Refused({ error }: { error: unknown }) {
  return (
    <Stack gap="xs">
      <Refusal error={error} />
      <LineFaults error={error} />
    </Stack>
  );
}

function Tried({ tried, round }: { tried: Imported; round: Round }) {
  const { created_count: created, delivered_count: delivered, unchanged_count: same, faults } = tried;
  if (faults.length > 0) return <Faults faults={faults} />;
  if (created + delivered === 0) {
    return (
      <Alert color="gray" variant="light" icon={<IconInfoCircle aria-hidden="true" />} role="status">
        {same === 0 ? (
          <Trans>Ce fichier ne contient aucune commande : remplissez une ligne du modèle.</Trans>
        ) : (
          <Trans>Toutes les commandes de ce fichier sont déjà connues : rien ne changerait.</Trans>
        )}
      </Alert>
    );
  }
  return (
    <Stack gap="md" role="status">
      <Text fw={600}>
        <Plural
          value={created}
          _0="Aucune nouvelle commande"
          one="# nouvelle commande"
          other="# nouvelles commandes"
        />
        {", "}
        <Plural value={delivered} _0="aucune livraison" one="# livraison" other="# livraisons" />
        {same > 0 ? (
          <>
            {", "}
            <Plural value={same} one="# ligne déjà connue" other="# lignes déjà connues" />
          </>
        ) : null}
      </Text>
      <Rows rows={tried.rows} round={round} />
    </Stack>
  );
}

function Faults({ faults }: Pick<Imported, "faults">) {
  const { t } = useLingui();
  return (
    <Alert
      color="orange"
      variant="light"
      role="status"
      icon={<IconAlertTriangle aria-hidden="true" />}
      title={t`À corriger dans le fichier`}
    >
      <Stack gap="xs">
        <List size="sm" spacing={4}>
          {faults.map(({ line, column, message, value }) => (
            <List.Item key={`${line}${column}${message}`}>
              <Text span inherit fw={600}>
                <Trans>
                  Ligne {line}, colonne {column} :
                </Trans>
              </Text>{" "}
              {value ? <Trans>« {value} ». </Trans> : null}
              {message}
            </List.Item>
          ))}
        </List>
        <Text size="sm" fw={600}>
          <Trans>Rien n’est enregistré tant qu’une cellule est à corriger.</Trans>
        </Text>
      </Stack>
    </Alert>
  );
}

function Rows({ rows, round }: { rows: Row[]; round: Round }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const columns: Column<Row>[] = [
    {
      key: "reference",
      header: t`Commande`,
      phone: "title",
      cell: ({ reference, line }) => (
        <>
          {reference}
          <Text size="sm" c="dimmed" fw={400}>
            <Trans>ligne {line}</Trans>
          </Text>
        </>
      ),
    },
    ...(round.coordinates
      ? [
          {
            key: "who",
            header: t`Organisation`,
            cell: ({ organisation_name: name }: Row) => name,
          },
        ]
      : []),
    { key: "change", header: t`Ce que c’est`, cell: ({ change }) => i18n._(changeWords[change]) },
    { key: "item", header: t`Article`, cell: ({ item_name: item }) => item },
    {
      key: "on",
      header: t`Passée le`,
      cell: ({ ordered_on: day }) => <DateText value={day} style="short" />,
    },
    { key: "volume", header: t`Quantité`, align: "right", cell: ({ volume }) => <Volume value={volume} /> },
    {
      key: "received",
      header: t`Reçu`,
      align: "right",
      cell: ({ delivered_volume: received }) => (received === null ? "–" : <Volume value={received} />),
    },
  ];
  return (
    <DataList
      label={t`Ce que le fichier déclare`}
      items={rows}
      columns={columns}
      rowKey={({ line }) => String(line)}
    />
  );
}
