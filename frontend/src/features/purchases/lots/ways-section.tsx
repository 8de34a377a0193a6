import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { List, Paper, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { IconRulerMeasure, IconShieldCheck, IconUsersGroup, type TablerIcon } from "@tabler/icons-react";
import { useApiQuery } from "@/api/hooks";
import classes from "@/features/purchases/lots/lots.module.css";
import { type Proof, proofWords, type Way, type Ways } from "@/features/purchases/lots/words";
import { Gain, MoneyOrNot, NotTold } from "@/features/purchases/values";
import type { Lot, Round, Sharing } from "@/features/purchases/words";
import { type Column, DataList } from "@/ui/data-list";
import { Section } from "@/ui/page";
import { Loaded } from "@/ui/states";
import { StatusBadge } from "@/ui/status-badge";
import { Money } from "@/ui/values";

type WaysProps = { round: Round; lot: Lot; quoteId: string; mine: string | undefined };

/** The three ways to share the price of the lot, what each gives, and whether a group would do better on its own. */
export function WaysSection({ round, lot, quoteId, mine }: WaysProps) {
  const { t } = useLingui();
  const ways = useApiQuery("/v1/purchases/{round_id}/lots/{lot_id}/rules", {
    path: { round_id: round.id, lot_id: lot.id },
    query: { quote_id: quoteId },
  });
  return (
    <Section title={t`Trois façons de partager le prix`}>
      <Text mb="md" maw="46rem">
        {lot.state === "open" ? (
          <Trans>
            La façon de partager est fixée avant le recensement. Voici ce que donneraient les deux autres, sur
            la même offre et les mêmes quantités.
          </Trans>
        ) : (
          <Trans>
            La façon de partager était fixée avant le recensement. Voici ce qu’auraient donné les deux autres,
            sur la même offre et les mêmes quantités.
          </Trans>
        )}
      </Text>
      <Loaded query={ways} lines={6}>
        {(read) => (
          <>
            <SimpleGrid cols={{ base: 1, md: 3 }} mb="md">
              {read.ways.map((way) => (
                <WayCard key={way.sharing} way={way} mine={mine} sealed={!round.sees_all} />
              ))}
            </SimpleGrid>
            {round.sees_all ? <ByMember ways={read} mine={mine} /> : null}
            <Meanings />
          </>
        )}
      </Loaded>
    </Section>
  );
}

type WayCardProps = { way: Way; mine: string | undefined; sealed: boolean };

function WayCard({ way, mine, sealed }: WayCardProps) {
  const own = way.members.find(({ organisation_id: id }) => id === mine);
  return (
    <Paper p="md" className={classes.way ?? ""} data-chosen={way.chosen || undefined}>
      <Stack gap="sm" align="flex-start">
        <div>
          <Title order={3}>{way.name}</Title>
          {way.chosen ? (
            <StatusBadge tone="shared">
              <Trans>Choisie pour cet achat</Trans>
            </StatusBadge>
          ) : null}
        </div>
        <Text size="sm">{way.in_words}</Text>
        {own ? <Own own={own} /> : null}
        {way.why_not ? (
          <Text size="sm" c="dimmed">
            {way.why_not}
          </Text>
        ) : null}
        {way.stability ? (
          <>
            <Stability proof={way.stability} />
            {way.chosen && way.stability.state === "somebody_gains" ? <Remedies /> : null}
          </>
        ) : sealed && way.computed ? (
          <Text size="sm" c="dimmed">
            <Trans>
              Si un groupe ferait mieux de son côté ne se dit pas ici : cela laisserait calculer des besoins.
            </Trans>
          </Text>
        ) : null}
      </Stack>
    </Paper>
  );
}

function Own({ own }: { own: Way["members"][number] }) {
  const { cents, saved_cents: saved } = own;
  return (
    <div>
      <Text size="sm" c="dimmed">
        <Trans>Vous paieriez</Trans>
      </Text>
      <Text className={classes.wayAmount ?? ""}>
        <MoneyOrNot cents={cents} />
      </Text>
      {saved === null ? null : (
        <Text size="sm">
          <Trans>
            <Gain cents={saved} /> comparé à seul sur cette offre
          </Trans>
        </Text>
      )}
    </div>
  );
}

const icons: Partial<Record<Proof["state"], TablerIcon>> = {
  nobody_gains: IconShieldCheck,
  somebody_gains: IconUsersGroup,
  not_proved: IconRulerMeasure,
};

export function ProofBadge({ state }: { state: Proof["state"] }) {
  const { i18n } = useActiveLingui();
  const { name, tone } = proofWords[state];
  const icon = icons[state];
  return (
    <StatusBadge tone={tone} {...(icon ? { icon } : {})}>
      {i18n._(name)}
    </StatusBadge>
  );
}

/** Whether anybody would do better on its own: the answer, its reason, who and by how much. */
export function Stability({ proof }: { proof: Proof }) {
  const { losers, margin_cents: margin, margin_exact: exact } = proof;
  return (
    <div>
      <ProofBadge state={proof.state} />
      <Text size="sm" mt={6}>
        {proof.sentence}
      </Text>
      {margin !== null && margin > 0 ? (
        <Text size="sm" c="dimmed">
          {exact ? (
            <Trans>
              Le groupe le moins gagnant garde <Money cents={margin} /> d’avance à rester.
            </Trans>
          ) : (
            <Trans>
              Le groupe le moins gagnant garde au moins <Money cents={margin} /> d’avance à rester.
            </Trans>
          )}
        </Text>
      ) : null}
      {losers.length > 0 ? (
        <List size="sm" spacing={2} mt={4}>
          {losers.map(({ organisation_id: id, organisation_name: name, more_cents: more }) => (
            <List.Item key={id}>
              <Trans>
                {name} paie <Money cents={more} /> de plus que seule
              </Trans>
            </List.Item>
          ))}
        </List>
      ) : null}
    </div>
  );
}

/** In the head of a column. */
const shortNames: Record<Sharing, MessageDescriptor> = {
  same_price: msg`Même prix`,
  arrival: msg`Selon l’apport`,
  same_percentage: msg`Même pourcentage`,
};

/** What can be done when a group would do better on its own. */
function Remedies() {
  return (
    <Text size="sm">
      <Trans>
        Deux remèdes : convenir ensemble d’un geste pour ce groupe avant l’attribution, ou déclarer le lot
        sans suite et recommencer avec une autre façon de partager.
      </Trans>
    </Text>
  );
}

type Row = { id: string; name: string; alone: number; by: Record<string, number | null> };

/** Each organisation under each way: a vote bears on the way, not on the result. */
function ByMember({ ways, mine }: { ways: Ways; mine: string | undefined }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const rows: Row[] = (ways.ways[0]?.members ?? []).map((member) => ({
    id: member.organisation_id,
    name: member.organisation_name,
    alone: member.alone_cents,
    by: Object.fromEntries(
      ways.ways.map(({ sharing, members }) => [
        sharing,
        members.find(({ organisation_id: id }) => id === member.organisation_id)?.cents ?? null,
      ]),
    ),
  }));
  if (rows.length === 0) return null;
  const columns: Column<Row>[] = [
    {
      key: "name",
      header: t`Organisation`,
      phone: "title",
      cell: ({ id, name }) => (id === mine ? <strong>{t`${name} (vous)`}</strong> : name),
    },
    {
      key: "alone",
      header: t`Seul sur cette offre`,
      align: "right",
      cell: ({ alone }) => <Money cents={alone} />,
    },
    ...ways.ways.map(
      (way): Column<Row> => ({
        key: way.sharing,
        header: i18n._(shortNames[way.sharing]),
        align: "right",
        cell: ({ by }) => {
          const cents = by[way.sharing] ?? null;
          return cents === null ? (
            <NotTold {...(way.why_not ? { why: way.why_not } : {})} />
          ) : (
            <Money cents={cents} />
          );
        },
      }),
    ),
  ];
  return (
    <DataList
      label={t`Ce que chacun paierait, par façon de partager`}
      items={rows}
      columns={columns}
      rowKey={({ id }) => id}
    />
  );
}

function Meanings() {
  const { i18n } = useActiveLingui();
  return (
    <details className={classes.details}>
      <summary>
        <Trans>Ce que veulent dire ces mentions</Trans>
      </summary>
      <dl className={classes.points} style={{ marginTop: "0.75rem" }}>
        {Object.entries(proofWords).map(([state, { name, meaning }]) => (
          <div key={state}>
            <dt>{i18n._(name)}</dt>
            <dd>
              <Text size="sm" c="dimmed">
                {i18n._(meaning)}
              </Text>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
