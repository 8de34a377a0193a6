import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import { Due, VolumeOf } from "@/features/purchases/orders/due";
import { ItemName } from "@/features/purchases/orders/item-name";
import { appliedWords, type ClosingItem } from "@/features/purchases/orders/words";
import { MoneyOrNot, NotTold, UnitPrice, Volume } from "@/features/purchases/values";
import { type Column, DataList } from "@/ui/data-list";

/** Item by item: committed and ordered, the price awarded and the one reached, and how the gap is shared. */
export function ClosedItems({ items }: { items: ClosingItem[] }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  // Where figures are not told, only the totals published are: more empty columns would say nothing.
  const told = items.some(({ invoiced_cents: cents }) => cents !== null);
  const columns: Column<ClosingItem>[] = [
    { key: "item", header: t`Article`, phone: "title", cell: (item) => <ItemName item={item} /> },
    ...(told
      ? [
          {
            key: "ordered",
            header: t`Commandé`,
            align: "right" as const,
            cell: ({ ordered_volume: ordered, committed_volume: committed }: ClosingItem) => (
              <VolumeOf part={ordered ?? 0} whole={committed ?? 0} />
            ),
          },
          ...prices(),
        ]
      : published()),
  ];
  function published(): Column<ClosingItem>[] {
    return [
      {
        key: "committed",
        header: t`Engagé en tout`,
        align: "right",
        cell: ({ committed_volume: volume }) => <VolumeOrNot value={volume} />,
      },
      {
        key: "ordered",
        header: t`Commandé en tout`,
        align: "right",
        cell: ({ ordered_volume: volume }) => <VolumeOrNot value={volume} />,
      },
    ];
  }
  function prices(): Column<ClosingItem>[] {
    return [
      {
        key: "price",
        header: t`Prix de l’unité`,
        align: "right",
        cell: ({ unit_price_awarded: awarded, unit_price_reached: reached }) =>
          reached === null || awarded === reached ? (
            <Price value={awarded} />
          ) : (
            <Trans>
              <Price value={reached} /> au lieu de <Price value={awarded} />
            </Trans>
          ),
      },
      {
        key: "actual",
        header: t`Facturé`,
        align: "right",
        cell: ({ actual_cents: cents }) => <MoneyOrNot cents={cents} />,
      },
      {
        key: "difference",
        header: t`Écart`,
        align: "right",
        cell: ({ difference_cents: cents, applied }) => (
          <>
            <Due cents={cents} />
            {cents && applied ? (
              <Text size="sm" c="dimmed">
                {i18n._(appliedWords[applied])}
              </Text>
            ) : null}
          </>
        ),
      },
    ];
  }
  return (
    <DataList
      label={t`Les articles du lot`}
      items={items}
      columns={columns}
      rowKey={({ item_id: id }) => id}
    />
  );
}

const Price = ({ value }: { value: number | null }) =>
  value === null ? <span aria-hidden="true">–</span> : <UnitPrice value={value} />;

const VolumeOrNot = ({ value }: { value: number | null }) =>
  value === null ? <NotTold /> : <Volume value={value} />;
