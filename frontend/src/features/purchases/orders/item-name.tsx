import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "@/features/purchases/orders/orders.module.css";

/** An item and what one of it is. */
export function ItemName({ item }: { item: { item_name: string; unit: string } }) {
  return (
    <>
      {item.item_name}
      <Text size="sm" c="dimmed" fw={400}>
        {item.unit}
      </Text>
    </>
  );
}

/** The name of an organisation, never squeezed to a word a line. */
export const Name = ({ children }: { children: ReactNode }) => <div className={classes.item}>{children}</div>;
