import { useLingui as useActiveLingui } from "@lingui/react";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Paper, Stack, Text, Title } from "@mantine/core";
import { Due, VolumeOf } from "@/features/purchases/orders/due";
import { barOf, departsFromRule, isOneUnit, totalsOf } from "@/features/purchases/orders/figures";
import { Name } from "@/features/purchases/orders/item-name";
import classes from "@/features/purchases/orders/orders.module.css";
import type { LivePosition, MemberPosition, Position, PositionItem } from "@/features/purchases/orders/words";
import { SealedNote, UnitPrice, Volume } from "@/features/purchases/values";
import { type Round, shortfallWords } from "@/features/purchases/words";
import { type Column, DataList } from "@/ui/data-list";
import { Section } from "@/ui/page";
import { Money } from "@/ui/values";

type GroupPositionProps = { round: Round; position: Position };
type LiveItem = PositionItem & { live: LivePosition };

const isLive = (item: PositionItem): item is LiveItem => item.live !== null;

/** Where all stand together: the step kept or missed, and what closing today would cost by each rule. */
export function GroupPosition({ round, position }: GroupPositionProps) {
  const { t } = useLingui();
  const items = position.items.filter(isLive);
  return (
    <Section title={t`Tous ensemble`}>
      <Stack gap="md">
        {items.length === 0 ? (
          <SealedNote confidentiality={round.confidentiality}>
            <Text mt="xs">{position.told}</Text>
          </SealedNote>
        ) : (
          <>
            {items.map((item) => (
              <ItemTogether key={item.item_id} item={item} />
            ))}
            <IfClosedToday position={position} items={items} />
            <Text size="sm" c="dimmed" maw="44rem">
              {position.told}
            </Text>
          </>
        )}
      </Stack>
    </Section>
  );
}

function ItemTogether({ item }: { item: LiveItem }) {
  const { item_name: name, unit, live } = item;
  return (
    <Paper p={{ base: "md", xs: "lg" }}>
      <Stack gap="sm">
        <Title order={3} className={classes.name ?? ""}>
          {name}
        </Title>
        <Text>
          <Trans>
            Engagé : <Volume value={live.committed_volume} unit={unit} />. Commandé :{" "}
            <Volume value={live.ordered_volume} />. Reçu : <Volume value={live.delivered_volume} />.
          </Trans>
        </Text>
        <Bar live={live} />
        <Step item={item} />
      </Stack>
    </Paper>
  );
}

/** The sentences and the table beside it say the same figures. */
function Bar({ live }: { live: LivePosition }) {
  const { ordered, delivered, committed, kept, next } = barOf(live);
  return (
    <div aria-hidden="true">
      <svg
        className={classes.bar}
        data-size="large"
        viewBox="0 0 100 10"
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <rect width={committed} height={10} className={classes.committed} />
        <rect width={ordered} height={10} className={classes.ordered} />
        <rect width={delivered} height={10} className={classes.delivered} />
        {kept === null ? null : <line x1={kept} x2={kept} y1={0} y2={10} className={classes.mark} />}
        {next === null ? null : (
          <line x1={next} x2={next} y1={0} y2={10} className={classes.mark} data-step="next" />
        )}
      </svg>
      <ul className={classes.legend}>
        <li>
          <span className={classes.swatch} data-part="delivered" /> <Trans>Reçu</Trans>
        </li>
        <li>
          <span className={classes.swatch} data-part="ordered" /> <Trans>Commandé</Trans>
        </li>
        <li>
          <span className={classes.swatch} data-part="committed" /> <Trans>Engagé</Trans>
        </li>
        {kept === null ? null : (
          <li>
            <span className={classes.swatch} data-part="kept" /> <Trans>Palier attribué</Trans>
          </li>
        )}
        {next === null ? null : (
          <li>
            <span className={classes.swatch} data-part="next" /> <Trans>Palier suivant</Trans>
          </li>
        )}
      </ul>
    </div>
  );
}

/** Whether the step awarded is reached, what is missing, and the one after. */
function Step({ item: { unit, live } }: { item: LiveItem }) {
  const { kept_missing: missing, kept_start: start, next_step: next } = live;
  return (
    <Stack gap={4}>
      <Text fw={600}>
        {missing > 0 ? (
          <Trans>
            Encore <Volume value={missing} unit={unit} /> pour garder le prix attribué,{" "}
            <UnitPrice value={live.unit_price_committed} /> l’unité, qui vaut à partir de{" "}
            <Volume value={start} />.
          </Trans>
        ) : live.unit_price_now < live.unit_price_committed ? (
          <Trans>
            Un meilleur palier est atteint : <UnitPrice value={live.unit_price_now} /> l’unité au lieu de{" "}
            <UnitPrice value={live.unit_price_committed} />, pour toutes les commandes.
          </Trans>
        ) : (
          <Trans>
            Le prix attribué est acquis : <UnitPrice value={live.unit_price_committed} /> l’unité.
          </Trans>
        )}
      </Text>
      {missing === 0 && next !== null ? (
        <Text>
          <Trans>
            Encore <Volume value={next.missing} unit={unit} /> pour atteindre le palier suivant,{" "}
            <UnitPrice value={next.unit_price} /> l’unité.
          </Trans>
        </Text>
      ) : null}
      {missing > 0 && live.unit_price_if_closed !== null ? (
        <Text>
          <Trans>
            Clos aujourd’hui, le fournisseur facturerait <UnitPrice value={live.unit_price_if_closed} />{" "}
            l’unité :{" "}
            <strong>
              <Money cents={live.difference_cents} />
            </strong>{" "}
            de plus, à partager.
          </Trans>
        </Text>
      ) : null}
    </Stack>
  );
}

/** What each would owe, were the lot closed today: by the rule of the round, and by the other. */
function IfClosedToday({ position, items }: Pick<GroupPositionProps, "position"> & { items: LiveItem[] }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const { members, shortfall } = position;
  if (members.every(({ ordered_volume: ordered }) => ordered === 0)) {
    return (
      <Text c="dimmed" maw="44rem">
        <Trans>Aucune commande n’est encore déclarée : les comptes de chacun se liront ici.</Trans>
      </Text>
    );
  }
  const totals = totalsOf(members);
  const departs = departsFromRule(members, shortfall);
  if (items.every(({ live }) => live.difference_cents === 0)) {
    return (
      <Text>
        <Trans>
          Clos aujourd’hui, le lot ne ferait ni supplément ni avoir : chacun paierait ses commandes au prix
          attribué.
        </Trans>
      </Text>
    );
  }
  const costs = totals[`${shortfall}_cents`] > 0;
  return (
    <Stack gap="sm">
      <Title order={3}>
        {costs ? t`Ce que coûterait le palier manqué` : t`Ce que rendrait le meilleur palier`}
      </Title>
      <Text maw="44rem">
        <Trans>
          Si le lot était clos aujourd’hui. Règle de cet achat : {i18n._(shortfallWords[shortfall].name)}.{" "}
          {i18n._(shortfallWords[shortfall].meaning)}
        </Trans>{" "}
        {departs ? null : (
          <>
            <Trans>Ses montants sont en gras, ceux de l’autre règle à côté.</Trans>{" "}
          </>
        )}
        <Trans>
          Ce n’est pas une facture : chaque commande déclarée d’ici la clôture change ces montants.
        </Trans>
      </Text>
      <Members position={position} departs={departs} />
      <Text fw={600}>
        <Trans>
          En tout : <Due cents={departs ? totals.adjustment_cents : totals[`${shortfall}_cents`]} />, pour{" "}
          <Money cents={totals.ordered_cents} /> de commandes de{" "}
          <Plural value={members.length} one="# organisation" other="# organisations" />.
        </Trans>
      </Text>
      {departs ? (
        <Text c="dimmed" maw="44rem">
          <Trans>
            La règle n’est pas suivie partout : elle dirait les volumes d’une organisation à une autre. Ce qui
            serait retenu est dans la dernière colonne ; ce qui manque reste au réseau.
          </Trans>
        </Text>
      ) : null}
    </Stack>
  );
}

type MembersProps = Pick<GroupPositionProps, "position"> & { departs: boolean };

/** By the rule of the round in bold, then by the other. */
function Members({ position, departs }: MembersProps) {
  const { t } = useLingui();
  const { shortfall, members, items } = position;
  const headers = { by_orders: t`Selon les commandes`, by_shortfall: t`Selon ce qui manque` };
  const other = shortfall === "by_orders" ? "by_shortfall" : "by_orders";
  const owed = (key: "by_orders" | "by_shortfall", strong: boolean): Column<MemberPosition> => ({
    key,
    header: headers[key],
    align: "right",
    cell: (one) => <Due cents={one[`${key}_cents`]} strong={strong} />,
  });
  const columns: Column<MemberPosition>[] = [
    {
      key: "who",
      header: t`Organisation`,
      phone: "title",
      cell: ({ organisation_name: name }) => <Name>{name}</Name>,
    },
    // Boxes and litres do not add up.
    ...(isOneUnit(items)
      ? [
          {
            key: "ordered",
            header: t`Commandé`,
            align: "right" as const,
            cell: ({ ordered_volume: ordered, committed_volume: committed }: MemberPosition) => (
              <VolumeOf part={ordered} whole={committed} />
            ),
          },
          {
            key: "short",
            header: t`Manque`,
            align: "right" as const,
            cell: ({ short_volume: short }: MemberPosition) => <Volume value={short} />,
          },
        ]
      : []),
    owed(shortfall, !departs),
    owed(other, false),
    ...(departs
      ? [
          {
            key: "kept",
            header: t`Retenu`,
            align: "right" as const,
            cell: ({ adjustment_cents: cents }: MemberPosition) => <Due cents={cents} strong />,
          },
        ]
      : []),
  ];
  return (
    <DataList
      label={t`Ce que chacun devrait si le lot était clos aujourd’hui`}
      items={members}
      columns={columns}
      rowKey={({ organisation_id: id }) => id}
    />
  );
}
