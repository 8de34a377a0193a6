import { Trans, useLingui } from "@lingui/react/macro";
import { Paper, Stack, Text, Title } from "@mantine/core";
import { useApiQuery } from "@/api/hooks";
import { useMe } from "@/app/session";
import { ClosedItems } from "@/features/purchases/orders/closed-items";
import { Due, VolumeOf } from "@/features/purchases/orders/due";
import { isOneUnit } from "@/features/purchases/orders/figures";
import { Name } from "@/features/purchases/orders/item-name";
import type { LotProps } from "@/features/purchases/orders/open-lot";
import { OrdersSection } from "@/features/purchases/orders/orders-section";
import { RebatesSection } from "@/features/purchases/orders/rebates-section";
import { StatementLink } from "@/features/purchases/orders/statement-link";
import type { Closing, ClosingMember } from "@/features/purchases/orders/words";
import { MoneyOrNot, SealedNote, Volume } from "@/features/purchases/values";
import type { Round } from "@/features/purchases/words";
import { type Column, DataList } from "@/ui/data-list";
import { FactList } from "@/ui/fact-list";
import { Section } from "@/ui/page";
import { Loaded } from "@/ui/states";
import { DateText, Money } from "@/ui/values";

/** A closed lot: what each really paid, the statements issued, the rebate received. */
export function ClosedLot({ round, lot, search }: LotProps) {
  const closing = useApiQuery("/v1/purchases/{round_id}/lots/{lot_id}/closing", {
    path: { round_id: round.id, lot_id: lot.id },
  });
  return (
    <Loaded query={closing} lines={6}>
      {(read) => (
        <>
          <Accounts round={round} closing={read} />
          <RebatesSection round={round} lot={lot} closing={read} />
          <OrdersSection round={round} lot={lot} search={search} buyers={read.members} />
        </>
      )}
    </Loaded>
  );
}

function Accounts({ round, closing }: { round: Round; closing: Closing }) {
  const { t } = useLingui();
  const me = useMe().acting_for?.organisation_id;
  const own = closing.members.find(({ organisation_id: id }) => id === me);
  return (
    <Section title={t`Les comptes`}>
      <Stack gap="md">
        <Text maw="44rem">
          <Trans>
            Lot clos le <DateText value={closing.closed_at} />.
          </Trans>{" "}
          {closing.how}
        </Text>
        {own ? (
          <OwnAccount own={own} closing={closing} />
        ) : round.mine?.asked ? (
          <Text c="dimmed">
            <Trans>Votre organisation n’a rien engagé ni commandé sur ce lot : elle n’a rien à régler.</Trans>
          </Text>
        ) : null}
        <Title order={3}>
          <Trans>Tous ensemble</Trans>
        </Title>
        <Together closing={closing} />
        <ClosedItems items={closing.items} />
        {round.sees_all ? (
          <Members round={round} closing={closing} />
        ) : (
          <SealedNote confidentiality={round.confidentiality} />
        )}
      </Stack>
    </Section>
  );
}

const volumesOf = ({ lines }: ClosingMember, figure: "committed_volume" | "ordered_volume") =>
  lines.reduce((sum, line) => sum + line[figure], 0);

function OwnAccount({ own, closing }: { own: ClosingMember; closing: Closing }) {
  const { t } = useLingui();
  const unit = closing.items[0]?.unit ?? "";
  return (
    <Paper p={{ base: "md", xs: "lg" }}>
      <Stack gap="sm">
        <Title order={3}>
          <Trans>Notre organisation</Trans>
        </Title>
        <FactList
          facts={[
            ...(isOneUnit(closing.items)
              ? [
                  {
                    label: t`Engagé`,
                    value: <Volume value={volumesOf(own, "committed_volume")} unit={unit} />,
                  },
                  {
                    label: t`Commandé`,
                    value: <Volume value={volumesOf(own, "ordered_volume")} unit={unit} />,
                  },
                ]
              : []),
            { label: t`Commandé, au prix attribué`, value: <MoneyOrNot cents={own.invoiced_cents} /> },
            {
              label: t`Écart`,
              value: (
                <>
                  <Due cents={own.adjustment_cents} />{" "}
                  {own.statement_id ? <StatementLink id={own.statement_id} /> : null}
                </>
              ),
            },
            {
              label: t`Coût réel`,
              value: (
                <strong>
                  <MoneyOrNot cents={own.actual_cents} />
                </strong>
              ),
            },
          ]}
        />
      </Stack>
    </Paper>
  );
}

function Together({ closing }: { closing: Closing }) {
  const { invoiced_cents: invoiced, actual_cents: actual, difference_kept_cents: kept } = closing;
  if (invoiced === null || actual === null) return null;
  return (
    <Text>
      <Trans>
        Commandé au prix attribué : <Money cents={invoiced} />. Facturé par le fournisseur :{" "}
        <strong>
          <Money cents={actual} />
        </strong>
        .
      </Trans>{" "}
      {kept ? (
        <Trans>
          <Money cents={kept} /> restent au réseau, parce que les partager dirait les volumes d’une
          organisation.
        </Trans>
      ) : null}
    </Text>
  );
}

function Members({ round, closing }: { round: Round; closing: Closing }) {
  const { t } = useLingui();
  const me = useMe().acting_for?.organisation_id;
  const columns: Column<ClosingMember>[] = [
    {
      key: "who",
      header: t`Organisation`,
      phone: "title",
      cell: ({ organisation_name: name }) => <Name>{name}</Name>,
    },
    ...(isOneUnit(closing.items)
      ? [
          {
            key: "ordered",
            header: t`Commandé`,
            align: "right" as const,
            cell: (one: ClosingMember) => (
              <VolumeOf part={volumesOf(one, "ordered_volume")} whole={volumesOf(one, "committed_volume")} />
            ),
          },
        ]
      : []),
    {
      key: "invoiced",
      header: t`Au prix attribué`,
      align: "right",
      cell: ({ invoiced_cents: cents }) => <MoneyOrNot cents={cents} />,
    },
    {
      key: "adjustment",
      header: t`Écart`,
      align: "right",
      cell: ({ adjustment_cents: cents }) => <Due cents={cents} />,
    },
    {
      key: "actual",
      header: t`Coût réel`,
      align: "right",
      cell: ({ actual_cents: cents }) => (
        <strong>
          <MoneyOrNot cents={cents} />
        </strong>
      ),
    },
    {
      key: "statement",
      header: t`Relevé`,
      // A statement is read by whom it is for and by who issued it, even where figures are open.
      cell: ({ statement_id: id, organisation_id: owner }) =>
        id && (round.coordinates || owner === me) ? <StatementLink id={id} /> : id ? t`émis` : t`aucun`,
    },
  ];
  return (
    <DataList
      label={t`Les comptes de chaque organisation`}
      items={closing.members}
      columns={columns}
      rowKey={({ organisation_id: id }) => id}
    />
  );
}
