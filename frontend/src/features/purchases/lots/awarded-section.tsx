import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Paper, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useApiInfinite, useApiQuery } from "@/api/hooks";
import { formatPoints } from "@/features/purchases/lots/figures";
import classes from "@/features/purchases/lots/lots.module.css";
import { Stability } from "@/features/purchases/lots/ways-section";
import type { AwardDetail, Commitment } from "@/features/purchases/lots/words";
import { Gain, UnitPrice, Volume } from "@/features/purchases/values";
import { type Lot, type Round, sharingWords } from "@/features/purchases/words";
import { type Column, DataList } from "@/ui/data-list";
import { type Fact, FactList } from "@/ui/fact-list";
import { ButtonLink } from "@/ui/links";
import { LoadMore } from "@/ui/load-more";
import { Section } from "@/ui/page";
import { Loaded } from "@/ui/states";
import { DateText, Money } from "@/ui/values";

/** How the lot was decided, and what each committed to, as frozen on that day. */
export function AwardedSection({ round, lot }: { round: Round; lot: Lot }) {
  const { t } = useLingui();
  const award = useApiQuery("/v1/purchases/{round_id}/lots/{lot_id}/award", {
    path: { round_id: round.id, lot_id: lot.id },
  });
  return (
    <Section title={t`Ce qui a été décidé`}>
      <Loaded query={award} lines={5}>
        {(detail) => (
          <Stack gap="md">
            <Decision detail={detail} />
            {detail.quote_id === null ? null : <Commitments round={round} lot={lot} />}
          </Stack>
        )}
      </Loaded>
    </Section>
  );
}

function Decision({ detail }: { detail: AwardDetail }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const { supplier_name: supplier, reason, decision_id: vote, cents } = detail;
  const facts: Fact[] = [{ label: t`Le`, value: <DateText value={detail.decided_at} style="moment" /> }];
  facts.push({
    label: t`Par`,
    value: vote ? (
      <ButtonLink to="/decisions/$decisionId" params={{ decisionId: vote }} variant="default" size="xs">
        <Trans>Un vote : le lire</Trans>
      </ButtonLink>
    ) : (
      <Trans>celui qui coordonne l’achat</Trans>
    ),
  });
  if (reason)
    facts.push({ label: t`Pourquoi`, value: <span style={{ whiteSpace: "pre-line" }}>{reason}</span> });
  if (cents !== null) {
    facts.push({ label: detail.own_only ? t`Notre part` : t`Coût du lot`, value: <Money cents={cents} /> });
  }
  if (supplier !== null) {
    facts.push({ label: t`Partage`, value: i18n._(sharingWords[detail.sharing].name) });
  }
  if (detail.scores.length > 0)
    facts.push({ label: t`Classement de ce jour-là`, value: <Scores detail={detail} /> });
  if (detail.hash) {
    facts.push({
      label: t`Empreinte de ce qui a été décidé (SHA-256)`,
      value: <span className={classes.hash}>{detail.hash}</span>,
    });
  }
  return (
    <Paper p={{ base: "md", xs: "lg" }} className={classes.hero ?? ""}>
      <Text className={classes.sentence ?? ""} component="p" mb="md">
        {supplier === null ? (
          <Trans>Aucune offre n’a été retenue : personne n’est engagé à rien.</Trans>
        ) : (
          <Trans>
            Le lot est attribué à <strong>{supplier}</strong>.
          </Trans>
        )}
      </Text>
      <FactList facts={facts} />
      {detail.stability ? (
        <div style={{ marginTop: "1rem" }}>
          <Stability proof={detail.stability} />
        </div>
      ) : null}
    </Paper>
  );
}

function Scores({ detail }: { detail: AwardDetail }) {
  const { i18n } = useActiveLingui();
  return (
    <>
      {detail.scores.map(({ quote_id: id, supplier_name: name, rank, points }) => {
        const told = points === null ? null : formatPoints(points, i18n.locale);
        return (
          <span key={id} style={{ display: "block" }}>
            {rank === null || told === null ? (
              <Trans>{name} : pas classée</Trans>
            ) : (
              <Trans>
                {rank}. {name} : {told} points
              </Trans>
            )}
          </span>
        );
      })}
    </>
  );
}

function Commitments({ round, lot }: { round: Round; lot: Lot }) {
  const { t } = useLingui();
  const commitments = useApiInfinite("/v1/purchases/{round_id}/lots/{lot_id}/commitments", {
    path: { round_id: round.id, lot_id: lot.id },
    query: { limit: 100 },
  });
  const columns: Column<Commitment>[] = [
    ...(round.sees_all
      ? [
          {
            key: "organisation",
            header: t`Organisation`,
            phone: "title" as const,
            cell: ({ organisation_name: name }: Commitment) => name,
          },
        ]
      : []),
    ...(round.sees_all && lot.items.length === 1
      ? []
      : [
          {
            key: "item",
            header: t`Article`,
            ...(round.sees_all ? {} : { phone: "title" as const }),
            cell: ({ item_name: name }: Commitment) => name,
          },
        ]),
    {
      key: "volume",
      header: t`Engagé`,
      align: "right",
      cell: ({ volume, unit }) => <Volume value={volume} unit={unit} />,
    },
    {
      key: "price",
      header: t`Prix de l’unité`,
      align: "right",
      cell: ({ average_price: price }) => <UnitPrice value={price} />,
    },
    { key: "cents", header: t`À payer`, align: "right", cell: ({ cents }) => <Money cents={cents} /> },
    {
      key: "gain",
      header: t`Économie prévue`,
      align: "right",
      cell: ({ gain_cents: gain }) => (gain === null ? <Trans>non comparée</Trans> : <Gain cents={gain} />),
    },
  ];
  return (
    <Loaded query={commitments} lines={4}>
      {(all) =>
        all.length === 0 ? (
          <Text c="dimmed">
            <Trans>Votre organisation n’est engagée à rien dans ce lot.</Trans>
          </Text>
        ) : (
          <div>
            <Text fw={600} mb="xs">
              {round.sees_all ? <Trans>Les engagements</Trans> : <Trans>Notre engagement</Trans>}
            </Text>
            <DataList
              label={t`Les engagements pris à l’attribution`}
              items={all}
              columns={columns}
              rowKey={({ organisation_id: organisation, item_id: item }) => `${organisation} ${item}`}
            />
            <LoadMore query={commitments} />
            <Text mt="sm">
              <Trans>
                Ce qui est commandé et livré se lit dans <Elsewhere round={round} tab="orders" />, ce qui est
                économisé pour de bon dans <Elsewhere round={round} tab="savings" />.
              </Trans>
            </Text>
          </div>
        )
      }
    </Loaded>
  );
}

function Elsewhere({ round, tab }: { round: Round; tab: "orders" | "savings" }) {
  return (
    <Anchor component={Link} to={`/purchases/${round.id}/${tab}` as string}>
      {tab === "orders" ? <Trans>les commandes</Trans> : <Trans>les économies</Trans>}
    </Anchor>
  );
}
