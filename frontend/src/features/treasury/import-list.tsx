import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import { broughtBy } from "@/features/treasury/progress";
import type { BankImport } from "@/features/treasury/words";
import { type Column, DataList } from "@/ui/data-list";
import { LoadMore } from "@/ui/load-more";
import { Section } from "@/ui/page";
import { DateRange, DateText } from "@/ui/values";

type ImportListProps = {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
  files: BankImport[];
};

/** Which files were sent, by whom, and how far each is. */
export function ImportList({ query, files }: ImportListProps) {
  const { t } = useLingui();
  const columns: Column<BankImport>[] = [
    { key: "name", header: t`Fichier`, phone: "title", cell: (file) => <Name file={file} /> },
    {
      key: "period",
      header: t`Période`,
      cell: ({ starts_on: from, ends_on: to }) =>
        from && to ? <DateRange from={from} to={to} /> : <span aria-hidden="true">–</span>,
    },
    { key: "left", header: t`Lignes`, cell: (file) => <HowFar file={file} /> },
    {
      key: "sent",
      header: t`Envoyé`,
      cell: ({ imported_at: at, imported_by_name: by }) => (
        <>
          <DateText value={at} style="short" />
          {by ? (
            <Text size="sm" c="dimmed">
              {by}
            </Text>
          ) : null}
        </>
      ),
    },
  ];
  return (
    <Section title={t`Relevés de banque envoyés`}>
      <DataList
        label={t`Relevés de banque envoyés`}
        items={files}
        columns={columns}
        rowKey={({ id }) => id}
      />
      <LoadMore query={query} />
    </Section>
  );
}

function Name({ file: { file_name: name, format } }: { file: BankImport }) {
  return (
    <>
      <span style={{ overflowWrap: "anywhere" }}>{name}</span>
      <Text size="sm" c="dimmed" fw={400}>
        {format === "csv" ? "CSV" : "CAMT.053"}
      </Text>
    </>
  );
}

function HowFar({ file }: { file: BankImport }) {
  const total = broughtBy(file);
  const { open_count: left, known_count: known } = file;
  return (
    <>
      {total === 0 ? (
        <Trans>aucune nouvelle</Trans>
      ) : left === 0 ? (
        <Plural value={total} one="# ligne, traitée" other="# lignes, toutes traitées" />
      ) : (
        <Trans>
          {left} sur {total} à rapprocher
        </Trans>
      )}
      {known > 0 ? (
        <Text size="sm" c="dimmed">
          <Plural value={known} one="# autre déjà connue" other="# autres déjà connues" />
        </Text>
      ) : null}
    </>
  );
}
