import { Trans, useLingui } from "@lingui/react/macro";
import { Group, Text } from "@mantine/core";
import { DecisionBadge } from "@/features/decisions/badges";
import { DecisionLink } from "@/features/decisions/links";
import { Closing, Opening } from "@/features/decisions/moments";
import type { DecisionLine } from "@/features/decisions/words";
import { type Column, DataList } from "@/ui/data-list";
import { FictionalBadge } from "@/ui/fictional-badge";
import { StatusBadge } from "@/ui/status-badge";
import { DateText } from "@/ui/values";

/** What is not decided yet: where each question stands and what comes next. */
export function ComingList({ items }: { items: DecisionLine[] }) {
  const { t } = useLingui();
  const columns: Column<DecisionLine>[] = [
    question(t`Question`),
    {
      key: "state",
      header: t`État`,
      cell: ({ state, outcome }) => <DecisionBadge state={state} outcome={outcome} />,
    },
    { key: "next", header: t`Et maintenant`, cell: (line) => <Next line={line} /> },
    { key: "voted", header: t`Participation`, cell: (line) => <Turnout line={line} /> },
  ];
  return <DataList label={t`Votes en cours`} items={items} columns={columns} rowKey={({ id }) => id} />;
}

/** What was decided, in a sentence with its figures, the latest first. */
export function ClosedList({ items }: { items: DecisionLine[] }) {
  const { t } = useLingui();
  const latest = items.toSorted((one, other) => (other.closed_at ?? "").localeCompare(one.closed_at ?? ""));
  const columns: Column<DecisionLine>[] = [
    question(t`Question`),
    {
      key: "outcome",
      header: t`Issue`,
      cell: ({ state, outcome }) => <DecisionBadge state={state} outcome={outcome} />,
    },
    { key: "result", header: t`Résultat`, cell: (line) => <Result line={line} /> },
    {
      key: "closed",
      header: t`Clos le`,
      cell: ({ closed_at }) => (
        <span style={{ whiteSpace: "nowrap" }}>
          <DateText value={closed_at} />
        </span>
      ),
    },
  ];
  return <DataList label={t`Votes clos`} items={latest} columns={columns} rowKey={({ id }) => id} />;
}

function question(header: string): Column<DecisionLine> {
  return {
    key: "title",
    header,
    phone: "title",
    cell: (line) => (
      <div style={{ minWidth: "12rem" }}>
        <Group gap="xs">
          <DecisionLink id={line.id}>{line.title}</DecisionLink>
          {line.fictional ? <FictionalBadge /> : null}
        </Group>
        <Text size="sm" c="dimmed" fw={400}>
          {line.agreement.name} · {line.effect_name}
        </Text>
      </div>
    ),
  };
}

function Next({ line: { state, opens_at, closes_at } }: { line: DecisionLine }) {
  if (state === "draft") return <Trans>À convoquer</Trans>;
  if (state === "withdrawn") return <Trans>Ne sera pas votée</Trans>;
  const opened = opens_at !== null && Date.parse(opens_at) <= Date.now();
  return opened ? <Closing at={closes_at} /> : <Opening at={opens_at} />;
}

function Turnout({ line: { electors, voted } }: { line: DecisionLine }) {
  if (electors === null) return <Text c="dimmed">–</Text>;
  return (
    <Trans>
      {voted} sur {electors}
    </Trans>
  );
}

function Result({ line: { result, effect_state: effect } }: { line: DecisionLine }) {
  return (
    <div style={{ maxWidth: "32rem" }}>
      <Text size="sm">{result}</Text>
      {effect === "refused" ? (
        <StatusBadge tone="negative">
          <Trans>Effet non appliqué</Trans>
        </StatusBadge>
      ) : null}
      {effect === "conditional" ? (
        <StatusBadge tone="attention">
          <Trans>Effet en attente</Trans>
        </StatusBadge>
      ) : null}
    </div>
  );
}
