import { Trans, useLingui } from "@lingui/react/macro";
import { Stack, Text } from "@mantine/core";
import { IconArrowsRightLeft } from "@tabler/icons-react";
import { useApiInfinite } from "@/api/hooks";
import { EntryWords } from "@/features/ledger/entry-words";
import { LineFilters, NoneFound, TooLong } from "@/features/ledger/line-filters";
import { isFiltered, type LineSearch } from "@/features/ledger/search";
import type { Book, EntryLine } from "@/features/ledger/words";
import { Amount } from "@/ui/amount";
import { type Column, DataList } from "@/ui/data-list";
import { LoadMore } from "@/ui/load-more";
import { EmptyState, Loaded } from "@/ui/states";
import { DateText } from "@/ui/values";

/** The entries of the book, last first. */
export function EntriesView({ book, search }: { book: Book; search: LineSearch }) {
  const { t } = useLingui();
  const { entry: _, ...chosen } = search;
  const entries = useApiInfinite("/v1/ledger/transactions", {
    query: { agreement_id: book.agreement_id, ...chosen },
  });
  return (
    <Stack gap="md">
      <LineFilters search={search} />
      <TooLong query={entries} search={search}>
        <Loaded query={entries}>
          {(items) =>
            items.length > 0 ? (
              <EntryList entries={items} whole={book.leads || book.confidentiality === "open"} />
            ) : isFiltered(search) ? (
              <NoneFound />
            ) : (
              <EmptyState icon={IconArrowsRightLeft} title={t`Aucune écriture`}>
                <Trans>
                  La première viendra d’un apport au fonds commun, ou d’une écriture passée par le chef de
                  file.
                </Trans>
              </EmptyState>
            )
          }
        </Loaded>
      </TooLong>
      <LoadMore query={entries} />
    </Stack>
  );
}

function EntryList({ entries, whole }: { entries: EntryLine[]; whole: boolean }) {
  const { t } = useLingui();
  const columns: Column<EntryLine>[] = [
    {
      key: "date",
      header: t`Date`,
      cell: ({ occurred_on: day }) => <DateText value={day} style="short" />,
    },
    { key: "entry", header: t`Écriture`, phone: "title", cell: (entry) => <EntryWords entry={entry} /> },
    {
      key: "moved",
      header: t`Montant`,
      align: "right",
      cell: ({ moved }) => (
        <Stack gap={0}>
          {moved.map(({ unit, amount }) => (
            <span key={unit}>
              <Amount value={amount} unit={unit} />
            </span>
          ))}
        </Stack>
      ),
    },
  ];
  return (
    <>
      {whole ? null : (
        <Text size="sm" c="dimmed">
          <Trans>
            Vous lisez les écritures qui font bouger vos comptes, et d’elles ce qui vous concerne.
          </Trans>
        </Text>
      )}
      <DataList label={t`Écritures`} items={entries} columns={columns} rowKey={({ id }) => id} />
    </>
  );
}
