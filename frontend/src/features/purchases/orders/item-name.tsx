import { Text } from "@mantine/core";

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
