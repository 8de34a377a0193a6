import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, Text } from "@mantine/core";
import { useState } from "react";
import { StatementLink } from "@/features/settlements/links";
import { Who } from "@/features/settlements/who";
import type { Item } from "@/features/settlements/words";
import { DataList } from "@/ui/data-list";
import { DateText, Money } from "@/ui/values";

/** Beyond these many, the list is unfolded on demand. */
const few = 6;

/** The statements that a settlement settles, each one click away. */
export function ItemList({ items, label }: { items: Item[]; label: string }) {
  const { t } = useLingui();
  const [all, setAll] = useState(items.length <= few);
  const { length: count } = items;
  if (count === 0) {
    return (
      <Text c="dimmed">
        <Trans>Aucun de ces relevés ne vous concerne.</Trans>
      </Text>
    );
  }
  if (!all) {
    return (
      <Button variant="default" onClick={() => setAll(true)}>
        <Plural value={count} one="Voir le relevé" other="Voir les # relevés" />
      </Button>
    );
  }
  return (
    <DataList
      label={label}
      items={items}
      rowKey={({ statement_id }) => statement_id}
      columns={[
        {
          key: "reference",
          header: t`Relevé`,
          phone: "title",
          cell: ({ statement_id, reference, title: subject }) => (
            <div>
              <StatementLink id={statement_id} reference={reference} />
              <Text size="sm" c="dimmed" fw={400} maw="18rem">
                {subject}
              </Text>
            </div>
          ),
        },
        {
          key: "debtor",
          header: t`Doit`,
          cell: ({ debtor_id, debtor_name }) => <Who id={debtor_id} name={debtor_name} />,
        },
        {
          key: "creditor",
          header: t`À`,
          cell: ({ creditor_id, creditor_name }) => <Who id={creditor_id} name={creditor_name} />,
        },
        { key: "due", header: t`Échéance`, cell: ({ due_on }) => <DateText value={due_on} style="short" /> },
        { key: "cents", header: t`Reste dû`, align: "right", cell: ({ cents }) => <Money cents={cents} /> },
      ]}
    />
  );
}
