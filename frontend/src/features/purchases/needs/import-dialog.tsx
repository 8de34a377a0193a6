import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, FileInput, Group, List, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconFile, IconInfoCircle } from "@tabler/icons-react";
import { useState } from "react";
import { useApiMutation } from "@/api/hooks";
import type { Taken } from "@/features/purchases/needs/words";
import { UnitPrice, Volume } from "@/features/purchases/values";
import { readings } from "@/features/purchases/words";
import { type Column, DataList } from "@/ui/data-list";
import { Dialog, Refusal } from "@/ui/dialog";
import { LineFaults } from "@/ui/line-faults";
import { toastDone } from "@/ui/toast";

type ImportDialogProps = { roundId: string; version: number; onClose: () => void };
const path = "/v1/purchases/{round_id}/needs/mine/import";

/** A model filled in: what it would change is said first, then taken. */
export function ImportDialog({ roundId, version, onClose }: ImportDialogProps) {
  const { t } = useLingui();
  const [file, setFile] = useState<File | null>(null);
  const trial = useApiMutation("post", path);
  const taking = useApiMutation("post", path, {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`Vos besoins sont enregistrés.`);
      onClose();
    },
  });
  const call = (chosen: File, dry: boolean) => ({
    path: { round_id: roundId },
    query: { dry_run: dry },
    body: chosen,
    version,
  });
  const choose = (chosen: File | null) => {
    setFile(chosen);
    trial.reset();
    taking.reset();
    if (chosen) trial.mutate(call(chosen, true));
  };
  const tried = trial.data;
  return (
    <Dialog opened onClose={onClose} title={t`Importer un modèle rempli`} size="xl">
      <Stack gap="md">
        <Text>
          <Trans>
            Choisissez le fichier : Essaim dit d’abord ce qui changerait, ligne par ligne. Rien n’est
            enregistré avant votre accord. Un volume laissé vide garde ce que vous aviez déclaré ; un 0
            l’efface.
          </Trans>
        </Text>
        <FileInput
          label={t`Fichier rempli`}
          description={t`Tableur XLSX ou CSV, 2 Mo au plus.`}
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
        {tried ? <Tried tried={tried} /> : null}
        {taking.error ? <Refused error={taking.error} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            <Trans>Annuler</Trans>
          </Button>
          <Button
            loading={taking.isPending}
            disabled={!file || !tried || tried.fault_count > 0 || tried.read_count === 0}
            onClick={() => file && taking.mutate(call(file, false))}
          >
            <Trans>Enregistrer ces besoins</Trans>
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

function Tried({ tried }: { tried: Taken }) {
  const { read_count: read, unchanged_count: same, fault_count: faults, changes } = tried;
  return (
    <Stack gap="md" role="status">
      {faults > 0 ? <Faults tried={tried} /> : null}
      {faults === 0 && changes.length === 0 ? (
        <Alert color="gray" variant="light" icon={<IconInfoCircle aria-hidden="true" />}>
          {read === 0 ? (
            <Trans>Ce fichier ne contient aucun volume : remplissez la colonne « Volume » du modèle.</Trans>
          ) : (
            <Trans>Ce fichier dit la même chose que votre réponse : rien ne changerait.</Trans>
          )}
        </Alert>
      ) : null}
      {changes.length > 0 ? (
        <>
          <Text fw={600}>
            <Plural value={changes.length} one="# article changerait" other="# articles changeraient" />
            {same > 0 ? (
              <>
                {", "}
                <Plural value={same} one="# resterait pareil" other="# resteraient pareils" />
              </>
            ) : null}
          </Text>
          <Changes changes={changes} />
        </>
      ) : null}
    </Stack>
  );
}

function Faults({ tried: { faults, fault_count: count } }: { tried: Taken }) {
  const { t } = useLingui();
  return (
    <Alert
      color="orange"
      variant="light"
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
        {count > faults.length ? (
          <Text size="sm">
            <Plural value={count - faults.length} one="Et une autre cellule." other="Et # autres cellules." />
          </Text>
        ) : null}
        <Text size="sm" fw={600}>
          <Trans>Rien n’est enregistré tant qu’une cellule est à corriger.</Trans>
        </Text>
      </Stack>
    </Alert>
  );
}

type Change = Taken["changes"][number];

function Changes({ changes }: { changes: Change[] }) {
  const { t } = useLingui();
  const columns: Column<Change>[] = [
    { key: "item", header: t`Article`, phone: "title", cell: ({ item_name: item }) => item },
    {
      key: "change",
      header: t`Ce qui change`,
      cell: ({ change }) => (change === "added" ? t`ajouté` : change === "removed" ? t`retiré` : t`modifié`),
    },
    {
      key: "volume",
      header: t`Volume`,
      align: "right",
      cell: ({ volume_before: before, volume_after: after }) => (
        <FromTo
          before={before === null ? null : <Volume value={before} />}
          after={after === null ? null : <Volume value={after} />}
          isSame={before === after}
        />
      ),
    },
    {
      key: "price",
      header: t`Payé aujourd’hui, HT`,
      align: "right",
      cell: ({ reference_price_before: before, reference_price_after: after }) => (
        <FromTo
          before={before === null ? null : <UnitPrice value={before} />}
          after={after === null ? null : <UnitPrice value={after} />}
          isSame={before === after}
        />
      ),
    },
  ];
  return (
    <DataList
      label={t`Ce que le fichier change`}
      items={changes}
      columns={columns}
      rowKey={({ item_id: id }) => id}
    />
  );
}

type FromToProps = { before: React.ReactNode; after: React.ReactNode; isSame: boolean };

function FromTo({ before, after, isSame }: FromToProps) {
  if (isSame || before === null) return after ?? "–";
  if (after === null) return <s>{before}</s>;
  return (
    <Trans>
      {before} → {after}
    </Trans>
  );
}
