import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Stack, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useCan } from "@/app/session";
import { ByFile } from "@/features/purchases/orders/by-file";
import { DeclareDialog } from "@/features/purchases/orders/declare-dialog";
import { ItemName } from "@/features/purchases/orders/item-name";
import classes from "@/features/purchases/orders/orders.module.css";
import { useMayOrder } from "@/features/purchases/orders/rights";
import type { OwnPosition as Own, Position, PositionItem } from "@/features/purchases/orders/words";
import { MoneyOrNot, UnitPrice, Volume } from "@/features/purchases/values";
import { type Lot, placeOrders, type Round } from "@/features/purchases/words";
import { type Column, DataList } from "@/ui/data-list";
import { Section } from "@/ui/page";
import { DateText } from "@/ui/values";

type OwnPositionProps = { round: Round; lot: Lot; position: Position };
type OwnItem = PositionItem & { mine: Own };

const isOwn = (item: PositionItem): item is OwnItem =>
  item.mine !== null && (item.mine.committed_volume > 0 || item.mine.ordered_volume > 0);

/** What is left of one's commitment, item by item, and the way to order. */
export function OwnPosition({ round, lot, position }: OwnPositionProps) {
  const { t } = useLingui();
  const own = position.items.filter(isOwn);
  return (
    <Section title={round.mine?.asked ? t`Notre engagement` : t`Déclarer des commandes`}>
      <Stack gap="md">
        {own.length > 0 ? (
          <>
            <WhatIsLeft round={round} own={own} />
            <OwnItems own={own} />
          </>
        ) : (
          <NothingCommitted round={round} />
        )}
        <Actions round={round} lot={lot} position={position} />
      </Stack>
    </Section>
  );
}

function NothingCommitted({ round }: { round: Round }) {
  return (
    <Text c="dimmed" maw="44rem">
      {round.mine?.asked ? (
        <Trans>
          Votre organisation n’a rien engagé sur ce lot : elle n’a rien à y commander. Le prix obtenu est
          celui des organisations engagées.
        </Trans>
      ) : round.coordinates ? (
        <Trans>
          Votre organisation coordonne cet achat sans y acheter. Elle peut déclarer les commandes qu’un membre
          lui communique.
        </Trans>
      ) : (
        <Trans>Votre organisation n’achète pas dans ce lot : elle en lit l’avancement.</Trans>
      )}
    </Text>
  );
}

function WhatIsLeft({ round, own }: { round: Round; own: OwnItem[] }) {
  const left = own.filter(({ mine }) => mine.remaining_volume > 0);
  const [only] = left;
  return (
    <Text maw="44rem">
      {!only ? (
        <Trans>Vous avez commandé tout ce à quoi vous vous êtes engagés. Vous pouvez commander encore.</Trans>
      ) : left.length === 1 ? (
        <Trans>
          Il vous reste{" "}
          <strong>
            <Volume value={only.mine.remaining_volume} unit={only.unit} />
          </strong>{" "}
          à commander avant le <DateText value={round.ends_on} />. Commander moins que prévu peut coûter si le
          groupe perd son palier de prix.
        </Trans>
      ) : (
        <Trans>
          Il vous reste à commander <strong>{left.length} articles</strong> avant le{" "}
          <DateText value={round.ends_on} />. Commander moins que prévu peut coûter si le groupe perd son
          palier de prix.
        </Trans>
      )}
    </Text>
  );
}

function OwnItems({ own }: { own: OwnItem[] }) {
  const { t } = useLingui();
  const columns: Column<OwnItem>[] = [
    {
      key: "item",
      header: t`Article`,
      phone: "title",
      cell: (item) => (
        <div className={classes.item}>
          <ItemName item={item} />
          <OwnBar mine={item.mine} />
        </div>
      ),
    },
    {
      key: "committed",
      header: t`Engagé`,
      align: "right",
      cell: ({ mine }) => <Volume value={mine.committed_volume} />,
    },
    {
      key: "ordered",
      header: t`Commandé`,
      align: "right",
      cell: ({ mine }) => <Volume value={mine.ordered_volume} />,
    },
    {
      key: "left",
      header: t`Reste à commander`,
      align: "right",
      cell: ({ mine }) => (
        <strong>
          <Volume value={mine.remaining_volume} />
        </strong>
      ),
    },
    {
      key: "received",
      header: t`Reçu`,
      align: "right",
      cell: ({ mine }) => <Volume value={mine.delivered_volume} />,
    },
    {
      key: "price",
      header: t`Prix attribué, l’unité`,
      align: "right",
      cell: ({ mine }) => (mine.unit_price === null ? t`aucun` : <UnitPrice value={mine.unit_price} />),
    },
    {
      key: "cents",
      header: t`Commandé, à ce prix`,
      align: "right",
      cell: ({ mine }) => (
        <MoneyOrNot cents={mine.ordered_cents} why={t`Aucun prix n’a été attribué avant la clôture`} />
      ),
    },
  ];
  return (
    <DataList
      label={t`Ce qui reste de notre engagement`}
      items={own}
      columns={columns}
      rowKey={({ item_id: id }) => id}
    />
  );
}

/** The same figures as the columns beside it. */
function OwnBar({ mine }: { mine: Own }) {
  const whole = Math.max(mine.committed_volume, mine.ordered_volume, 1);
  const at = (volume: number) => (100 * volume) / whole;
  return (
    <svg className={classes.bar} viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <rect width={at(mine.ordered_volume)} height={10} className={classes.ordered} />
      <rect width={at(mine.delivered_volume)} height={10} className={classes.delivered} />
    </svg>
  );
}

function Actions({ round, lot, position }: OwnPositionProps) {
  const mayOrder = useMayOrder(round, lot);
  const allowed = useCan(placeOrders);
  const [declaring, setDeclaring] = useState(false);
  const concerned = round.coordinates || position.items.some(isOwn);
  if (!concerned) return null;
  if (!mayOrder) {
    return allowed ? null : (
      <Text c="dimmed">
        <Trans>
          Votre mandat ne permet pas de déclarer des commandes : cela revient à votre direction, ou à qui elle
          a confié les achats.
        </Trans>
      </Text>
    );
  }
  return (
    <Group gap="sm">
      <Button leftSection={<IconPlus size={18} aria-hidden="true" />} onClick={() => setDeclaring(true)}>
        <Trans>Déclarer une commande</Trans>
      </Button>
      <ByFile round={round} />
      {declaring ? (
        <DeclareDialog round={round} lot={lot} position={position} onClose={() => setDeclaring(false)} />
      ) : null}
    </Group>
  );
}
