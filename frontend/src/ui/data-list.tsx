import { Paper, ScrollArea, Stack, Table } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import type { ReactNode } from "react";
import classes from "@/ui/data-list.module.css";

export type Column<T> = {
  key: string;
  header: string;
  cell: (item: T) => ReactNode;
  /** Figures are aligned on the right. */
  align?: "left" | "right";
  /** On a phone: `title` heads the card (one column), `hidden` is left out. */
  phone?: "title" | "hidden";
};

type DataListProps<T> = {
  /** What the list is, for those who hear it. */
  label: string;
  items: T[];
  columns: Column<T>[];
  rowKey: (item: T) => string;
  /** Last column, or bottom of the card: what can be done with an item. */
  actions?: (item: T) => ReactNode;
};

/** A table on a wide screen, one card per item on a phone. */
export function DataList<T>(props: DataListProps<T>) {
  const wide = useMediaQuery("(min-width: 48em)", true, { getInitialValueInEffect: false });
  return wide ? <WideTable {...props} /> : <Cards {...props} />;
}

function WideTable<T>({ label, items, columns, rowKey, actions }: DataListProps<T>) {
  return (
    <Paper className={classes.frame ?? ""}>
      <ScrollArea.Autosize viewportProps={{ tabIndex: 0, role: "region", "aria-label": label }} type="auto">
        <Table verticalSpacing="sm" horizontalSpacing="md" aria-label={label} className={classes.table ?? ""}>
          <Table.Thead>
            <Table.Tr>
              {columns.map((column) => (
                <Table.Th key={column.key} scope="col" ta={column.align ?? "left"}>
                  {column.header}
                </Table.Th>
              ))}
              {actions ? <Table.Td /> : null}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {items.map((item) => (
              <Table.Tr key={rowKey(item)}>
                {columns.map((column) => (
                  <Table.Td key={column.key} ta={column.align ?? "left"}>
                    {column.cell(item)}
                  </Table.Td>
                ))}
                {actions ? <Table.Td className={classes.actions ?? ""}>{actions(item)}</Table.Td> : null}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea.Autosize>
    </Paper>
  );
}

function Cards<T>({ label, items, columns, rowKey, actions }: DataListProps<T>) {
  const title = columns.find((column) => column.phone === "title") ?? columns[0];
  const facts = columns.filter((column) => column !== title && column.phone !== "hidden");
  return (
    <Stack component="ul" gap="sm" className={classes.cards ?? ""} aria-label={label}>
      {items.map((item) => (
        <Paper component="li" key={rowKey(item)} p="md">
          <div className={classes.cardTitle}>{title?.cell(item)}</div>
          <dl className={classes.facts}>
            {facts.map((column) => (
              <div key={column.key} className={classes.fact}>
                <dt>{column.header}</dt>
                <dd>{column.cell(item)}</dd>
              </div>
            ))}
          </dl>
          {actions ? <div className={classes.cardActions}>{actions(item)}</div> : null}
        </Paper>
      ))}
    </Stack>
  );
}
