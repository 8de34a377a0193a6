import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Alert, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconInfoCircle } from "@tabler/icons-react";
import { broughtBy } from "@/features/treasury/progress";
import type { Fault, ImportReport as Report } from "@/features/treasury/words";
import { type Column, DataList } from "@/ui/data-list";
import { DateRange } from "@/ui/values";

/** What was read in the file just sent, and what could not be. */
export function ImportReport({ report, onClose }: { report: Report; onClose: () => void }) {
  const { t } = useLingui();
  const { file_name: name, fault_count: faults, already_imported: already } = report;
  return (
    <Stack gap="md">
      <Alert
        role="status"
        color={faults > 0 ? "orange" : "pine"}
        variant="light"
        icon={
          faults > 0 ? (
            <IconAlertTriangle aria-hidden="true" />
          ) : already ? (
            <IconInfoCircle aria-hidden="true" />
          ) : (
            <IconCheck aria-hidden="true" />
          )
        }
        title={already ? t`« ${name} » était déjà là` : t`« ${name} » est lu`}
        withCloseButton
        closeButtonLabel={t`Fermer`}
        onClose={onClose}
      >
        <Stack gap={4}>
          {already ? (
            <Text size="sm">
              <Trans>Le même fichier a déjà été envoyé : rien n’est compté deux fois.</Trans>
            </Text>
          ) : (
            <Brought report={report} />
          )}
          {faults > 0 ? (
            <Text size="sm">
              <Plural
                value={faults}
                one="# ligne n’a pas pu être lue : elle est nommée ci-dessous. Les autres sont gardées."
                other="# lignes n’ont pas pu être lues : elles sont nommées ci-dessous. Les autres sont gardées."
              />{" "}
              <Trans>Corrigez le fichier et renvoyez-le : le reste ne sera pas compté deux fois.</Trans>
            </Text>
          ) : null}
        </Stack>
      </Alert>
      {report.faults.length > 0 ? <Faults report={report} /> : null}
    </Stack>
  );
}

function Brought({ report }: { report: Report }) {
  const { line_count: read, known_count: known, skipped, starts_on: from, ends_on: to } = report;
  return (
    <Text size="sm">
      <Plural
        value={broughtBy(report)}
        _0="Aucune ligne nouvelle"
        one="# ligne nouvelle"
        other="# lignes nouvelles"
      />
      {from && to ? (
        <>
          {" ("}
          <DateRange from={from} to={to} />
          {")"}
        </>
      ) : null}
      .{" "}
      {known > 0 ? (
        <>
          <Plural
            value={known}
            one={`# des ${read} lignes lues était déjà connue.`}
            other={`# des ${read} lignes lues étaient déjà connues.`}
          />{" "}
        </>
      ) : null}
      {skipped > 0 ? (
        <Plural
          value={skipped}
          one="# ligne du fichier n’est pas une opération (solde, total…)."
          other="# lignes du fichier ne sont pas des opérations (soldes, totaux…)."
        />
      ) : null}
    </Text>
  );
}

function Faults({ report }: { report: Report }) {
  const { t } = useLingui();
  const { fault_count: all, faults, format } = report;
  const columns: Column<Fault>[] = [
    {
      key: "line",
      header: t`Où`,
      phone: "title",
      cell: ({ line }) =>
        line === null ? (
          <Trans>Tout le fichier</Trans>
        ) : format === "csv" ? (
          <Trans>Ligne {line}</Trans>
        ) : (
          <Trans>Opération n° {line}</Trans>
        ),
    },
    { key: "column", header: t`Colonne`, cell: ({ column }) => column ?? <Dash /> },
    { key: "value", header: t`Valeur lue`, cell: ({ value }) => value ?? <Dash /> },
    { key: "message", header: t`Ce qui ne va pas`, cell: ({ message }) => message },
  ];
  return (
    <>
      <DataList
        label={t`Lignes illisibles`}
        items={faults}
        columns={columns}
        rowKey={({ line, column, code, value }) => `${line}/${column}/${code}/${value}`}
      />
      {all > faults.length ? (
        <Text size="sm" c="dimmed">
          <Trans>
            Les {faults.length} premières sur {all}.
          </Trans>
        </Text>
      ) : null}
    </>
  );
}

const Dash = () => <span aria-hidden="true">–</span>;
