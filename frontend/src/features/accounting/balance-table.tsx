import { Trans, useLingui } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import { useApiQuery } from "@/api/hooks";
import { hasOpening, meaningsOf, type Row, rowsOf } from "@/features/accounting/rows";
import type { Totals, TrialBalance } from "@/features/accounting/words";
import { type Column, DataList } from "@/ui/data-list";
import { Money } from "@/ui/values";

type BalanceTableProps = { balance: TrialBalance; by: "accounts" | "organisations" };

/** Accounts, what moved on each and what is left of it. */
export function BalanceTable({ balance, by }: BalanceTableProps) {
  const { t } = useLingui();
  const lines = by === "accounts" ? balance.accounts : balance.thirds;
  const amount = (key: keyof Totals, header: string): Column<Row> => ({
    key,
    header,
    align: "right",
    cell: (row) => <Figure cents={row[key]} strong={row.number === null} />,
  });
  const columns: Column<Row>[] = [
    {
      key: "account",
      header: by === "accounts" ? t`Compte` : t`Organisation`,
      phone: "title",
      cell: (row) =>
        by === "accounts" ? <Account row={row} agreementId={balance.agreement_id} /> : <Third row={row} />,
    },
    ...(hasOpening(lines)
      ? [amount("opening_debit_cents", t`Au 1er janvier, débit`), amount("opening_credit_cents", t`crédit`)]
      : []),
    amount("debit_cents", t`Débit`),
    amount("credit_cents", t`Crédit`),
    amount("closing_debit_cents", t`Solde débiteur`),
    amount("closing_credit_cents", t`Solde créditeur`),
  ];
  if (lines.length === 0) {
    return (
      <Text c="dimmed">
        <Trans>Aucun compte n’est tenu par organisation cette année.</Trans>
      </Text>
    );
  }
  return (
    <DataList
      label={by === "accounts" ? t`Balance` : t`Balance par organisation`}
      items={rowsOf(lines, by === "accounts" ? balance.totals : null, t`Total`)}
      columns={columns}
      rowKey={({ key }) => key}
    />
  );
}

function Figure({ cents, strong }: { cents: number; strong: boolean }) {
  if (cents === 0) return <span aria-hidden="true">–</span>;
  return (
    <Text span inherit fw={strong ? 650 : undefined} style={{ whiteSpace: "nowrap" }}>
      <Money cents={cents} />
    </Text>
  );
}

function Account({ row: { number, name }, agreementId }: { row: Row; agreementId: string }) {
  const codes = useApiQuery("/v1/accounting/{agreement_id}/codes", { path: { agreement_id: agreementId } });
  if (number === null) {
    return (
      <Text span inherit fw={650}>
        {name}
      </Text>
    );
  }
  const gathers = meaningsOf(number, codes.data?.codes ?? []);
  return (
    <>
      {number} · {name}
      {gathers.map((meaning) => (
        <Text size="sm" c="dimmed" fw={400} key={meaning}>
          {meaning}
        </Text>
      ))}
    </>
  );
}

function Third({ row: { number, name, third, thirdNumber } }: { row: Row }) {
  return (
    <>
      {third}
      <Text size="sm" c="dimmed" fw={400}>
        {number} · {name} · <Trans>tiers {thirdNumber}</Trans>
      </Text>
    </>
  );
}
