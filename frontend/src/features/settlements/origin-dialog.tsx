import { Trans, useLingui } from "@lingui/react/macro";
import { List, Stack } from "@mantine/core";
import type { ItemOf } from "@/api/client";
import { useApiInfinite } from "@/api/hooks";
import { SettlementLink, StatementLink } from "@/features/settlements/links";
import type { OwedRow, Transfer } from "@/features/settlements/words";
import { Dialog } from "@/ui/dialog";
import { FactList } from "@/ui/fact-list";
import { LoadMore } from "@/ui/load-more";
import { LoadingState } from "@/ui/states";
import { DateText, Money } from "@/ui/values";

type Statement = ItemOf<"/v1/statements">;
type Pair = Pick<OwedRow, "debtor_id" | "creditor_id">;

/** Who owes and who is owed on a statement: the common cash has no identifier. */
export function endsOf({ amount_cents, organisation_id, issuer_id, to_pool }: Statement): Pair {
  const other = to_pool ? null : issuer_id;
  return amount_cents > 0
    ? { debtor_id: organisation_id, creditor_id: other }
    : { debtor_id: other, creditor_id: organisation_id };
}

type OriginDialogProps = { agreementId: string; row: OwedRow; transfers: Transfer[]; onClose: () => void };

/** The statements and transfers that an amount is made of. */
export function OriginDialog({ agreementId, row, transfers, onClose }: OriginDialogProps) {
  const { t } = useLingui();
  const { debtor_name: debtor, creditor_name: creditor } = row;
  const isOfPair = ({ debtor_id, creditor_id }: Pair) =>
    debtor_id === row.debtor_id && creditor_id === row.creditor_id;
  const due = transfers.filter(({ payer_id, payee_id }) =>
    isOfPair({ debtor_id: payer_id, creditor_id: payee_id }),
  );
  return (
    <Dialog opened onClose={onClose} title={t`D’où vient ce montant`} size="lg">
      <Stack gap="md">
        <FactList
          facts={[
            { label: t`Doit`, value: debtor },
            { label: t`À`, value: creditor },
            { label: t`Montant`, value: <Money cents={row.cents} /> },
          ]}
        />
        {row.statements > 0 ? <Statements agreementId={agreementId} row={row} isOfPair={isOfPair} /> : null}
        {due.length > 0 ? (
          <List spacing="xs">
            {due.map(({ id, settlement_id, settlement_number, cents }) => (
              <List.Item key={id}>
                <Trans>
                  <SettlementLink id={settlement_id} number={settlement_number} />
                   : virement de <Money cents={cents} /> à faire
                </Trans>
              </List.Item>
            ))}
          </List>
        ) : null}
      </Stack>
    </Dialog>
  );
}

type StatementsProps = { agreementId: string; row: OwedRow; isOfPair: (pair: Pair) => boolean };

function Statements({ agreementId, row, isOfPair }: StatementsProps) {
  // A statement is addressed to one of its two ends, and not always to the one that owes: a credit.
  const query = { agreement_id: agreementId, state: "issued" as const, limit: 100 };
  const toDebtor = useApiInfinite(
    "/v1/statements",
    { query: { ...query, organisation_id: row.debtor_id ?? undefined } },
    { enabled: row.debtor_id !== null },
  );
  const toCreditor = useApiInfinite(
    "/v1/statements",
    { query: { ...query, organisation_id: row.creditor_id ?? undefined } },
    { enabled: row.creditor_id !== null },
  );
  const asked = [toDebtor, toCreditor].filter(({ isEnabled }) => isEnabled);
  if (asked.some(({ isPending }) => isPending)) return <LoadingState lines={2} />;
  const found = asked
    .flatMap(({ data }) => data ?? [])
    .filter((statement) => isOfPair(endsOf(statement)))
    .sort((one, other) => one.due_on.localeCompare(other.due_on));
  return (
    <>
      <List spacing="xs">
        {found.map(({ id, reference, title, remaining_cents, due_on }) => (
          <List.Item key={id}>
            <Trans>
              <StatementLink id={id} reference={reference} /> · {title} : <Money cents={remaining_cents} />, à
              payer le <DateText value={due_on} />
            </Trans>
          </List.Item>
        ))}
      </List>
      {asked.map((list, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two fixed lists
        <LoadMore key={index} query={list} />
      ))}
    </>
  );
}
