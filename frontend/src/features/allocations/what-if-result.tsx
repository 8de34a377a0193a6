import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Alert, Paper, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconMoodEmpty } from "@tabler/icons-react";
import { useMe } from "@/app/session";
import { ProofBadge } from "@/features/allocations/badge";
import type { Key } from "@/features/allocations/figures-codes";
import { useKeyWords } from "@/features/allocations/figures-words";
import { You } from "@/features/allocations/member-link";
import { Elsewhere } from "@/features/allocations/page-links";
import classes from "@/features/allocations/what-if.module.css";
import { type ComparedRow, comparedRows, counted } from "@/features/allocations/what-if-values";
import type { Run, Scenario, Share, WhatIf } from "@/features/allocations/words";
import { Amount } from "@/ui/amount";
import { type Column, DataList } from "@/ui/data-list";
import { Section } from "@/ui/page";
import { EmptyState, Loaded } from "@/ui/states";
import { Money } from "@/ui/values";

type Answer = Parameters<typeof Loaded<WhatIf>>[0]["query"] & { isPlaceholderData: boolean };
type ResultProps = { run: Run; adopted: Key[]; members: Share[]; answer: Answer };

/** The scenarios asked, beside the run as it is. */
export function WhatIfResult({ run, adopted, members, answer }: ResultProps) {
  const { t } = useLingui();
  const mine = useMe().acting_for?.organisation_id;
  return (
    <div aria-live="polite" aria-busy={answer.isPlaceholderData} className={classes.answer}>
      <Loaded query={answer} lines={8}>
        {(found) =>
          found.scenarios.length === 0 ? (
            <EmptyState icon={IconMoodEmpty} title={t`Rien à comparer`}>
              <Trans>Choisissez au moins un changement, puis comparez.</Trans>
            </EmptyState>
          ) : (
            <Compared run={run} adopted={adopted} found={found} members={members} mine={mine} />
          )
        }
      </Loaded>
    </div>
  );
}

type ComparedProps = {
  run: Run;
  adopted: Key[];
  found: WhatIf;
  members: Share[];
  mine: string | undefined;
};

function Compared({ run, adopted, found, members, mine }: ComparedProps) {
  const { t } = useLingui();
  const able = found.scenarios.filter(({ cannot }) => cannot === null);
  const alone = comparedRows({ scenarios: able });
  return (
    <>
      <Section title={t`En bref`}>
        <SimpleGrid cols={{ base: 1, xs: 2, md: Math.min(4, Math.max(2, found.scenarios.length)) }}>
          {found.scenarios.map((scenario) => (
            <Summary
              key={`${scenario.kind} ${scenario.name}`}
              scenario={scenario}
              adopted={adopted.find(({ name }) => scenario.kind === "key" && name === scenario.name)}
              mine={mine}
            />
          ))}
        </SimpleGrid>
        {found.withheld ? (
          <Text size="sm" c="dimmed" mt="sm">
            {found.withheld}
          </Text>
        ) : null}
      </Section>
      {alone.length > 0 && run.reads_every_line ? (
        <Section title={t`Organisation par organisation`}>
          <div className={classes.side}>
            <SideBySide scenarios={able} rows={alone} members={members} mine={mine} />
          </div>
          <Text size="sm" c="dimmed" mt="sm">
            <Trans>
              Une règle vous convient mieux ?{" "}
              <Elsewhere to={`/agreements/${run.agreement_id}/rules/new`}>
                Proposez-la au vote des membres
              </Elsewhere>
               : elle s’appliquera aux partages suivants.
            </Trans>
          </Text>
        </Section>
      ) : null}
    </>
  );
}

type SummaryProps = { scenario: Scenario; adopted: Key | undefined; mine: string | undefined };

/** A scenario in a few words: what becomes of us, of the others, of the total, and whether anybody would do better. */
function Summary({ scenario, adopted, mine }: SummaryProps) {
  const keyWords = useKeyWords();
  const own = scenario.rows.find(({ organisation_id: id }) => id === mine);
  const others = scenario.rows.length > 1;
  return (
    <Paper p="md" component="article">
      <Stack gap="xs">
        <div>
          <Title order={3}>{scenario.name}</Title>
          {adopted ? (
            <Text size="sm" c="dimmed">
              {keyWords(adopted)}
            </Text>
          ) : null}
        </div>
        {scenario.cannot ? (
          <Alert color="orange" variant="light" p="xs" icon={<IconAlertTriangle aria-hidden="true" />}>
            <Text size="sm">{scenario.cannot.sentence}</Text>
          </Alert>
        ) : null}
        {own ? <OwnChange row={own} exact={scenario.exact} /> : null}
        {others ? <Others scenario={scenario} /> : null}
        <Total scenario={scenario} />
        {scenario.certificate ? (
          <div>
            <ProofBadge state={scenario.certificate.state} />
            {scenario.certificate.state === "somebody_gains" ? (
              <Text size="sm" c="dimmed" mt={4}>
                {scenario.certificate.sentence}
              </Text>
            ) : null}
          </div>
        ) : null}
      </Stack>
    </Paper>
  );
}

function OwnChange({ row, exact }: { row: Scenario["rows"][number]; exact: boolean }) {
  const { before_cents: before, after_cents: after, change_cents: change } = row;
  if (after === null) {
    return (
      <Text>
        <Trans>Vous ne paieriez plus rien ici.</Trans>
      </Text>
    );
  }
  return (
    <div>
      <Text size="sm" c="dimmed">
        <Trans>Vous paieriez</Trans>
      </Text>
      <Text fz="1.375rem" fw={650} lh={1.3}>
        <Money cents={after} />
      </Text>
      <Text size="sm">
        {change === 0 ? (
          <Trans>comme aujourd’hui</Trans>
        ) : change < 0 ? (
          <Trans>
            <Money cents={-change} /> de moins qu’aujourd’hui
          </Trans>
        ) : (
          <Trans>
            <Money cents={change} /> de plus qu’aujourd’hui
          </Trans>
        )}
        {before !== null && !exact ? (
          <>
            {" "}
            <Trans>(à un centime près)</Trans>
          </>
        ) : null}
      </Text>
    </div>
  );
}

function Others({ scenario }: { scenario: Scenario }) {
  const { less, more, same } = counted(scenario);
  return (
    <Text size="sm" c="dimmed">
      <Plural value={less} _0="Aucune ne paierait moins" one="# paierait moins" other="# paieraient moins" />,{" "}
      <Plural value={more} _0="aucune plus" one="# plus" other="# plus" />
      {same > 0 ? (
        <>
          , <Plural value={same} one="# autant" other="# autant" />
        </>
      ) : null}
      .
    </Text>
  );
}

function Total({
  scenario: { total_before_cents: before, total_after_cents: after },
}: {
  scenario: Scenario;
}) {
  if (before === null || after === null) return null;
  return (
    <Text size="sm" c="dimmed">
      {before === after ? (
        <Trans>
          Le total ne change pas : <Money cents={after} />.
        </Trans>
      ) : (
        <Trans>
          Le total passe de <Money cents={before} /> à <Money cents={after} />.
        </Trans>
      )}
    </Text>
  );
}

type SideProps = { scenarios: Scenario[]; rows: ComparedRow[]; members: Share[]; mine: string | undefined };

function SideBySide({ scenarios, rows, members, mine }: SideProps) {
  const { t } = useLingui();
  const places = new Map(members.map(({ organisation_id: id, position }) => [id, position]));
  const ordered = rows.toSorted((a, b) => (places.get(a.id) ?? 9999) - (places.get(b.id) ?? 9999));
  const columns: Column<ComparedRow>[] = [
    {
      key: "name",
      header: t`Organisation`,
      phone: "title",
      cell: ({ id, name }) => (
        <>
          {name} {id === mine ? <You /> : null}
        </>
      ),
    },
    {
      key: "now",
      header: t`Aujourd’hui`,
      align: "right",
      cell: ({ before_cents: cents }) =>
        cents === null ? <Text span c="dimmed">{t`absente`}</Text> : <Money cents={cents} />,
    },
    ...scenarios.map(
      (scenario, place): Column<ComparedRow> => ({
        key: String(place),
        header: scenario.name,
        align: "right",
        cell: ({ after }) => <After after={after[place] ?? null} />,
      }),
    ),
  ];
  return (
    <DataList
      label={t`Ce que chaque organisation paierait`}
      items={ordered}
      columns={columns}
      rowKey={({ id }) => id}
    />
  );
}

function After({ after }: { after: ComparedRow["after"][number] }) {
  if (after === null) return <span aria-hidden="true">–</span>;
  if (after.cents === null) {
    return (
      <Text span inherit c="dimmed">
        <Trans>ne paie plus</Trans>
      </Text>
    );
  }
  return (
    <>
      <Money cents={after.cents} />
      <Text span display="block" size="sm" c="dimmed">
        <Amount value={after.change_cents} unit="EUR/2" signed />
      </Text>
    </>
  );
}
