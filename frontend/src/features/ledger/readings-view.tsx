import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react";
import { Trans, useLingui as useWords } from "@lingui/react/macro";
import { Stack, Text } from "@mantine/core";
import { IconEye } from "@tabler/icons-react";
import { useApiInfinite } from "@/api/hooks";
import { operationWords } from "@/features/ledger/reading-words";
import type { Book, Reading } from "@/features/ledger/words";
import { type Column, DataList } from "@/ui/data-list";
import { LoadMore } from "@/ui/load-more";
import { EmptyState, Loaded } from "@/ui/states";
import { DateText } from "@/ui/values";

/** Between competitors: each time the lead read what is another's, told to whom it concerns. */
export function ReadingsView({ book }: { book: Book }) {
  const { t } = useWords();
  const readings = useApiInfinite("/v1/ledger/readings", { query: { agreement_id: book.agreement_id } });
  return (
    <Stack gap="md">
      <Text c="dimmed" maw="48rem">
        {book.leads ? (
          <Trans>
            Votre organisation tient le livre : elle lit les comptes des autres. Entre concurrents, chacune de
            ces lectures est notée, et l’organisation concernée la voit.
          </Trans>
        ) : (
          <Trans>
            Le chef de file tient le livre : il lit aussi vos comptes. Entre concurrents, chacune de ces
            lectures est notée ici.
          </Trans>
        )}
      </Text>
      <Loaded query={readings}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState icon={IconEye} title={t`Aucune lecture`}>
              {book.leads ? (
                <Trans>Vous n’avez encore lu les comptes de personne d’autre.</Trans>
              ) : (
                <Trans>Personne d’autre n’a encore lu vos comptes.</Trans>
              )}
            </EmptyState>
          ) : (
            <ReadingList readings={items} />
          )
        }
      </Loaded>
      <LoadMore query={readings} />
    </Stack>
  );
}

function ReadingList({ readings }: { readings: Reading[] }) {
  const { t } = useWords();
  const { i18n } = useLingui();
  const columns: Column<Reading>[] = [
    { key: "when", header: t`Quand`, cell: ({ read_at }) => <DateText value={read_at} style="moment" /> },
    { key: "who", header: t`Qui a lu`, phone: "title", cell: ({ organisation_name: name }) => name },
    {
      key: "what",
      header: t`Quoi`,
      cell: ({ operation }) => i18n._(operationWords[operation] ?? msg`Des chiffres de cet accord`),
    },
  ];
  return <DataList label={t`Lectures`} items={readings} columns={columns} rowKey={({ id }) => id} />;
}
