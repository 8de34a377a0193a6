import { Trans, useLingui } from "@lingui/react/macro";
import { Stack, Text } from "@mantine/core";
import { IconArrowsRightLeft } from "@tabler/icons-react";
import { useApiInfinite } from "@/api/hooks";
import { AccountLink } from "@/features/ledger/account-name";
import { EntryWords } from "@/features/ledger/entry-words";
import { LineFilters, NoneFound, TooLong } from "@/features/ledger/line-filters";
import { isFiltered, type LineSearch } from "@/features/ledger/search";
import type { Account, Line } from "@/features/ledger/words";
import { Amount } from "@/ui/amount";
import { type Column, DataList } from "@/ui/data-list";
import { LoadMore } from "@/ui/load-more";
import { EmptyState, Loaded } from "@/ui/states";
import { DateText } from "@/ui/values";

/** The lines of an account, last recorded first, with the filters of the address. */
export function StatementLines({ account, search }: { account: Account; search: LineSearch }) {
  const { t } = useLingui();
  const { entry: _, ...chosen } = search;
  const lines = useApiInfinite("/v1/ledger/accounts/{account_id}/lines", {
    path: { account_id: account.id },
    query: chosen,
  });
  return (
    <Stack gap="md">
      <LineFilters search={search} />
      <TooLong query={lines} search={search}>
        <Loaded query={lines}>
          {(items) =>
            items.length > 0 ? (
              <Lines account={account} lines={items} />
            ) : isFiltered(search) ? (
              <NoneFound />
            ) : (
              <EmptyState icon={IconArrowsRightLeft} title={t`Aucun mouvement`}>
                {account.balance === null ? (
                  <Trans>
                    Aucun mouvement de ce compte ne touche les vôtres. Ce qui en est publié se lit aux
                    clôtures.
                  </Trans>
                ) : (
                  <Trans>Rien n’est encore entré sur ce compte, et rien n’en est sorti.</Trans>
                )}
              </EmptyState>
            )
          }
        </Loaded>
      </TooLong>
      <LoadMore query={lines} />
    </Stack>
  );
}

function Lines({ account, lines }: { account: Account; lines: Line[] }) {
  const { t } = useLingui();
  const whole = lines.every(({ balance_after: after }) => after !== null);
  const columns: Column<Line>[] = [
    {
      key: "date",
      header: t`Date`,
      cell: ({ transaction }) => <DateText value={transaction.occurred_on} style="short" />,
    },
    {
      key: "entry",
      header: t`Écriture`,
      phone: "title",
      cell: ({ transaction }) => <EntryWords entry={transaction} />,
    },
    { key: "other", header: t`Autre compte`, cell: (line) => <Other line={line} account={account} /> },
    {
      key: "amount",
      header: t`Montant`,
      align: "right",
      cell: ({ amount, unit }) => (
        <Text span fw={600}>
          <Amount value={amount} unit={unit} signed />
        </Text>
      ),
    },
  ];
  if (whole) {
    columns.push({
      key: "after",
      header: t`Solde ensuite`,
      align: "right",
      cell: ({ balance_after: after, unit }) => <Amount value={after ?? 0} unit={unit} />,
    });
  }
  return (
    <>
      <Text size="sm" c="dimmed">
        {whole ? (
          <Trans>
            De la dernière inscrite à la première. « Solde ensuite » est celui du compte après la ligne, dans
            l’ordre où les écritures ont été inscrites.
          </Trans>
        ) : (
          <Trans>
            Vous ne lisez pas toutes les lignes de ce compte : le solde après chacune n’est donc pas montré.
          </Trans>
        )}
      </Text>
      <DataList label={t`Mouvements du compte`} items={lines} columns={columns} rowKey={keyOf} />
    </>
  );
}

/** One movement is two lines, of two accounts: on one account its number is enough. */
function keyOf({ posting_id: id }: Line): string {
  return String(id);
}

/** Where it came from, or where it went. */
function Other({ line, account }: { line: Line; account: Account }) {
  const other = <AccountLink account={line.other} agreementId={account.agreement_id} />;
  return line.amount < 0 ? <Trans>vers {other}</Trans> : <Trans>de {other}</Trans>;
}
