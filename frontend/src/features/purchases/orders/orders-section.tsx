import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Select, Stack, Text } from "@mantine/core";
import { IconTruckDelivery } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useApiInfinite } from "@/api/hooks";
import { useMe } from "@/app/session";
import { CancelDialog } from "@/features/purchases/orders/cancel-dialog";
import { DeliveryDialog } from "@/features/purchases/orders/delivery-dialog";
import { Name } from "@/features/purchases/orders/item-name";
import classes from "@/features/purchases/orders/orders.module.css";
import { useMayOrder } from "@/features/purchases/orders/rights";
import type { OrdersSearch } from "@/features/purchases/orders/search";
import { type Order, orderWords, shownAs } from "@/features/purchases/orders/words";
import { Volume } from "@/features/purchases/values";
import type { Lot, Round } from "@/features/purchases/words";
import { type Column, DataList } from "@/ui/data-list";
import { LoadMore } from "@/ui/load-more";
import { Section } from "@/ui/page";
import { EmptyState, Loaded } from "@/ui/states";
import { StatusBadge } from "@/ui/status-badge";
import { DateText } from "@/ui/values";

type Buyer = { organisation_id: string; organisation_name: string };
type OrdersSectionProps = { round: Round; lot: Lot; search: OrdersSearch; buyers: Buyer[] };

/** The orders declared, last first: one's own, or everybody's where lines may be read. */
export function OrdersSection({ round, lot, search, buyers }: OrdersSectionProps) {
  const { t } = useLingui();
  const whose = buyers.some(({ organisation_id: id }) => id === search.organisation)
    ? search.organisation
    : undefined;
  const orders = useApiInfinite("/v1/purchases/{round_id}/orders", {
    path: { round_id: round.id },
    query: { lot_id: lot.id, limit: 50, ...(whose ? { organisation_id: whose } : {}) },
  });
  return (
    <Section title={round.sees_all ? t`Les commandes déclarées` : t`Nos commandes`}>
      <Stack gap="sm">
        {round.sees_all && buyers.length > 1 ? (
          <WhoseOrders round={round} lot={lot} buyers={buyers} whose={whose} />
        ) : null}
        <Loaded query={orders} lines={4}>
          {(items) =>
            items.length === 0 ? (
              <NoOrder lot={lot} isFiltered={whose !== undefined} />
            ) : (
              <>
                <OrderList round={round} lot={lot} orders={items} />
                <LoadMore query={orders} />
              </>
            )
          }
        </Loaded>
      </Stack>
    </Section>
  );
}

type WhoseOrdersProps = { round: Round; lot: Lot; buyers: Buyer[]; whose: string | undefined };

function WhoseOrders({ round, lot, buyers, whose }: WhoseOrdersProps) {
  const { t } = useLingui();
  const navigate = useNavigate();
  return (
    <Select
      label={t`Organisation`}
      placeholder={t`Toutes les organisations`}
      maw="28rem"
      clearable
      clearButtonProps={{ "aria-label": t`Voir toutes les organisations` }}
      value={whose ?? null}
      data={buyers.map(({ organisation_id: value, organisation_name: label }) => ({ value, label }))}
      onChange={(organisation) =>
        navigate({
          to: "/purchases/$roundId/orders",
          params: { roundId: round.id },
          search: { lot: lot.id, ...(organisation ? { organisation } : {}) },
          replace: true,
          resetScroll: false,
        })
      }
    />
  );
}

function NoOrder({ lot, isFiltered }: { lot: Lot; isFiltered: boolean }) {
  const { t } = useLingui();
  return (
    <EmptyState icon={IconTruckDelivery} title={t`Aucune commande déclarée`}>
      {isFiltered ? (
        <Trans>Cette organisation n’a encore rien déclaré sur ce lot.</Trans>
      ) : lot.state === "closed" ? (
        <Trans>Rien n’a été commandé sur ce lot.</Trans>
      ) : (
        <Trans>
          Une commande passée chez le fournisseur se déclare ici le jour même : c’est ce qui dit si le groupe
          garde son palier de prix.
        </Trans>
      )}
    </EmptyState>
  );
}

type OrderListProps = { round: Round; lot: Lot; orders: Order[] };

function OrderList({ round, lot, orders }: OrderListProps) {
  const { t } = useLingui();
  const mayOrder = useMayOrder(round, lot);
  const me = useMe().acting_for?.organisation_id;
  const only = lot.items.length === 1;
  const mayChange = (order: Order) =>
    mayOrder && order.state !== "cancelled" && (round.coordinates || order.organisation_id === me);
  const columns: Column<Order>[] = [
    {
      key: "order",
      header: t`Commande`,
      phone: "title",
      cell: ({ reference, ordered_on: day, organisation_id: owner, declared_by: author }) => (
        <>
          {reference ?? <Trans>Sans numéro</Trans>}
          <Text size="sm" c="dimmed" fw={400}>
            <span className={classes.due}>
              <Trans>
                passée le <DateText value={day} style="short" />
              </Trans>
            </span>
            {owner === me && author !== me ? (
              <>
                {", "}
                <Trans>déclarée par le coordinateur</Trans>
              </>
            ) : null}
          </Text>
        </>
      ),
    },
    ...(round.sees_all
      ? [
          {
            key: "who",
            header: t`Organisation`,
            cell: ({ organisation_name: name }: Order) => <Name>{name}</Name>,
          },
        ]
      : []),
    ...(only ? [] : [{ key: "item", header: t`Article`, cell: ({ item_name: item }: Order) => item }]),
    {
      key: "volume",
      header: t`Quantité`,
      align: "right",
      // Of one item, its unit is said above the list.
      cell: ({ volume, unit }) => <Volume value={volume} {...(only ? {} : { unit })} />,
    },
    { key: "received", header: t`Réception`, cell: (order) => <OrderState order={order} /> },
  ];
  return (
    <DataList
      label={t`Commandes déclarées`}
      items={orders}
      columns={columns}
      rowKey={({ id }) => id}
      {...(orders.some(mayChange)
        ? { actions: (order: Order) => (mayChange(order) ? <OrderActions order={order} /> : null) }
        : {})}
    />
  );
}

/** Where its delivery is, and how much came by when; or why it was cancelled. */
function OrderState({ order }: { order: Order }) {
  const { i18n } = useActiveLingui();
  const { name, tone } = orderWords[shownAs(order)];
  const { delivered_volume: received, delivered_on: day, cancelled_because: because } = order;
  return (
    <>
      <span className={classes.due}>
        <StatusBadge tone={tone}>{i18n._(name)}</StatusBadge>
      </span>
      {received === null ? null : (
        <Text size="sm" c="dimmed" className={classes.due ?? ""}>
          <Trans>
            <Volume value={received} /> le <DateText value={day} style="short" />
          </Trans>
        </Text>
      )}
      {because ? (
        <Text size="sm" c="dimmed">
          {because}
        </Text>
      ) : null}
    </>
  );
}

function OrderActions({ order }: { order: Order }) {
  const { t } = useLingui();
  const [asked, setAsked] = useState<"delivery" | "cancel" | null>(null);
  const close = () => setAsked(null);
  const name = order.reference ?? order.item_name;
  return (
    <>
      <Group gap="xs" wrap="nowrap" justify="flex-end">
        <Button
          variant="default"
          size="sm"
          aria-label={
            order.state === "delivered" ? t`Corriger la réception : ${name}` : t`Réception : ${name}`
          }
          onClick={() => setAsked("delivery")}
        >
          {order.state === "delivered" ? <Trans>Corriger…</Trans> : <Trans>Réception…</Trans>}
        </Button>
        {order.delivered_volume ? null : (
          <Button
            variant="subtle"
            color="red"
            size="sm"
            aria-label={t`Annuler la commande : ${name}`}
            onClick={() => setAsked("cancel")}
          >
            <Trans>Annuler…</Trans>
          </Button>
        )}
      </Group>
      {asked === "delivery" ? <DeliveryDialog order={order} onClose={close} /> : null}
      {asked === "cancel" ? <CancelDialog order={order} onClose={close} /> : null}
    </>
  );
}
