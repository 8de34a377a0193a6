import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Stack, Text } from "@mantine/core";
import { IconCheck, IconDownload, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useApiMutation, useApiQuery } from "@/api/hooks";
import { useSaveFile } from "@/api/save-file";
import { useCan } from "@/app/session";
import { FileProgress } from "@/features/treasury/file-progress";
import { StatementLink } from "@/features/treasury/links";
import classes from "@/features/treasury/treasury.module.css";
import { fileKindWords, manageTreasury, readings, type WholeFile } from "@/features/treasury/words";
import { type Column, DataList } from "@/ui/data-list";
import { Dialog, Refusal } from "@/ui/dialog";
import { FactList } from "@/ui/fact-list";
import { Loaded } from "@/ui/states";
import { toastDone } from "@/ui/toast";
import { DateText, Money } from "@/ui/values";

/** One payment file: what it asks the bank, and what to do with it now. */
export function FileDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useLingui();
  const file = useApiQuery("/v1/treasury/files/{file_id}", { path: { file_id: id } });
  return (
    <Dialog opened onClose={onClose} title={t`Fichier de paiement`} size="xl">
      <Loaded query={file} lines={6}>
        {(read) => <OneFile file={read} />}
      </Loaded>
    </Dialog>
  );
}

function OneFile({ file }: { file: WholeFile }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  return (
    <Stack gap="lg">
      <NextStep file={file} />
      <FactList
        facts={[
          { label: t`Nature`, value: i18n._(fileKindWords[file.kind].name) },
          { label: t`Où il en est`, value: <FileProgress file={file} /> },
          { label: t`Total`, value: <Money cents={file.total_cents} /> },
          { label: t`Date d’exécution`, value: <DateText value={file.execution_on} style="long" /> },
          {
            label: file.kind === "transfers" ? t`Compte débité` : t`Compte crédité`,
            value: `${file.bank_account_label}, ${file.iban_masked}`,
          },
          { label: t`Préparé le`, value: <DateText value={file.made_at} style="moment" /> },
        ]}
      />
      <Items file={file} />
      <details>
        <Text component="summary" size="sm" c="dimmed" style={{ cursor: "pointer" }}>
          <Trans>Pour vérifier le fichier à la banque</Trans>
        </Text>
        <FactList
          facts={[
            { label: t`Numéro du message`, value: <span className={classes.hash}>{file.message_id}</span> },
            { label: t`Format`, value: file.format },
            { label: t`Empreinte (SHA-256)`, value: <span className={classes.hash}>{file.sha256}</span> },
          ]}
        />
      </details>
    </Stack>
  );
}

function Items({ file }: { file: WholeFile }) {
  const { t } = useLingui();
  const columns: Column<WholeFile["items"][number]>[] = [
    {
      key: "who",
      header: file.kind === "transfers" ? t`Payé à` : t`Prélevé chez`,
      phone: "title",
      cell: ({ organisation_name: name, iban_masked: iban, mandate_reference: mandate }) => (
        <>
          {name}
          <Text size="sm" c="dimmed" fw={400}>
            {iban}
            {mandate ? ` · ${t`mandat ${mandate}`}` : null}
          </Text>
        </>
      ),
    },
    {
      key: "reference",
      header: t`Référence`,
      cell: ({ statement_id: statement, end_to_end_id: reference }) =>
        statement ? <StatementLink id={statement} reference={reference} /> : reference,
    },
    {
      key: "live",
      header: t`Paiement`,
      cell: ({ live }) =>
        live ? (
          <Trans>attendu</Trans>
        ) : file.state === "cancelled" ? (
          <Trans>annulé</Trans>
        ) : (
          <Trans>inscrit</Trans>
        ),
    },
    { key: "cents", header: t`Montant`, align: "right", cell: ({ cents }) => <Money cents={cents} /> },
  ];
  return (
    <DataList
      label={t`Ce que le fichier demande`}
      items={file.items}
      columns={columns}
      rowKey={({ position }) => String(position)}
    />
  );
}

/** What to do now, and the buttons that do it. */
function NextStep({ file }: { file: WholeFile }) {
  const { t } = useLingui();
  const mayManage = useCan(manageTreasury);
  const [cancelling, setCancelling] = useState(false);
  const saving = useSaveFile();
  const invalidates = readings;
  const path = { file_id: file.id };
  const sent = useApiMutation("post", "/v1/treasury/files/{file_id}/sent", {
    invalidates,
    onSuccess: () => toastDone(t`C’est noté : le fichier est à la banque.`),
  });
  const cancel = useApiMutation("post", "/v1/treasury/files/{file_id}/cancel", {
    invalidates,
    onSuccess: () => {
      setCancelling(false);
      toastDone(t`Le fichier est annulé.`);
    },
  });
  const error = saving.error ?? sent.error ?? cancel.error;
  if (file.state === "cancelled") {
    return (
      <Text>
        <Trans>Ce fichier est annulé : ce qu’il demandait peut figurer dans un autre.</Trans>
      </Text>
    );
  }
  return (
    <Stack gap="sm">
      <Text>
        <WhatNow file={file} />
      </Text>
      {error ? <Refusal error={error} /> : null}
      {mayManage ? (
        cancelling ? (
          <Stack gap="sm">
            <Text fw={600}>
              {file.state === "sent" ? (
                <Trans>
                  Faites d’abord annuler ces ordres par votre banque : Essaim ne peut pas les rappeler. Sinon,
                  ils pourraient être payés deux fois.
                </Trans>
              ) : (
                <Trans>
                  Le fichier ne pourra plus être téléchargé. S’il est déjà chez vous, ne le déposez pas à la
                  banque.
                </Trans>
              )}
            </Text>
            <Group gap="sm">
              <Button variant="default" onClick={() => setCancelling(false)}>
                <Trans>Garder le fichier</Trans>
              </Button>
              <Button color="red" loading={cancel.isPending} onClick={() => cancel.mutate({ path })}>
                <Trans>Annuler le fichier</Trans>
              </Button>
            </Group>
          </Stack>
        ) : (
          <Group gap="sm">
            <Button
              variant={file.state === "made" ? "filled" : "default"}
              loading={saving.isPending}
              leftSection={<IconDownload size={18} aria-hidden="true" />}
              onClick={() =>
                saving.mutate({
                  address: `/v1/treasury/files/${file.id}/content`,
                  fileName: `${file.message_id}.xml`,
                })
              }
            >
              <Trans>Télécharger le fichier (XML)</Trans>
            </Button>
            {file.state === "made" ? (
              <Button
                variant="default"
                loading={sent.isPending}
                leftSection={<IconCheck size={18} aria-hidden="true" />}
                onClick={() => sent.mutate({ path })}
              >
                <Trans>Je l’ai déposé à la banque</Trans>
              </Button>
            ) : null}
            <Button
              variant="default"
              leftSection={<IconX size={18} aria-hidden="true" />}
              onClick={() => setCancelling(true)}
            >
              <Trans>Annuler…</Trans>
            </Button>
          </Group>
        )
      ) : (
        <Text size="sm" c="dimmed">
          <Trans>
            Votre mandat ne permet ni de le télécharger ni de l’annuler : il y faut le pouvoir de dépenser.
          </Trans>
        </Text>
      )}
    </Stack>
  );
}

function WhatNow({ file }: { file: WholeFile }) {
  if (file.state === "made") {
    return (
      <Trans>
        Rien n’est encore payé. Téléchargez ce fichier, déposez-le sur le site de votre banque, validez-le
        là-bas, puis dites ici que c’est fait. Il contient des numéros de compte entiers : ne le gardez nulle
        part ailleurs.
      </Trans>
    );
  }
  if (file.live_count === 0)
    return <Trans>Tous les paiements de ce fichier sont inscrits : tout est fait.</Trans>;
  return (
    <Trans>
      Ce fichier est à la banque. Chaque paiement s’inscrira quand il sera vu sur le compte : par le
      rapprochement du relevé de banque, ou à la main sur le relevé qu’il paie.
    </Trans>
  );
}
