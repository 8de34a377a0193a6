import { useLingui } from "@lingui/react/macro";
import { Who } from "@/features/settlements/who";
import type { Planned } from "@/features/settlements/words";
import { DataList } from "@/ui/data-list";
import { Money } from "@/ui/values";

/** Transfers that would be left to make. */
export function PlannedList({ transfers }: { transfers: Planned[] }) {
  const { t } = useLingui();
  return (
    <DataList
      label={t`Virements prévus`}
      items={transfers}
      rowKey={({ payer_id, payee_id }) => `${payer_id} ${payee_id}`}
      columns={[
        {
          key: "payer",
          header: t`Paie`,
          phone: "title",
          cell: ({ payer_id, payer_name }) => <Who id={payer_id} name={payer_name} />,
        },
        {
          key: "payee",
          header: t`Reçoit`,
          cell: ({ payee_id, payee_name }) => <Who id={payee_id} name={payee_name} />,
        },
        { key: "cents", header: t`Montant`, align: "right", cell: ({ cents }) => <Money cents={cents} /> },
      ]}
    />
  );
}
