import { Plural, Trans } from "@lingui/react/macro";
import { Group, Paper, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { DecisionBadge } from "@/features/decisions/badges";
import classes from "@/features/decisions/decisions.module.css";
import { DecisionLink } from "@/features/decisions/links";
import { Closing, Opening } from "@/features/decisions/moments";
import type { DecisionLine } from "@/features/decisions/words";
import { FictionalBadge } from "@/ui/fictional-badge";
import { StatusBadge } from "@/ui/status-badge";
import { DateText } from "@/ui/values";

type ListProps = { label: string; items: DecisionLine[] };

/** What is not decided yet: where each question stands and what comes next. */
export function ComingList({ label, items }: ListProps) {
  return (
    <Stack component="ul" gap="sm" className={classes.list ?? ""} aria-label={label}>
      {items.map((line) => (
        <Card key={line.id} line={line}>
          <Text size="sm" component="div">
            <Next line={line} /> <Turnout line={line} />
          </Text>
        </Card>
      ))}
    </Stack>
  );
}

/** What was decided, in a sentence with its figures, the latest first. */
export function ClosedList({ label, items }: ListProps) {
  const latest = items.toSorted((one, other) => (other.closed_at ?? "").localeCompare(one.closed_at ?? ""));
  return (
    <Stack component="ul" gap="sm" className={classes.list ?? ""} aria-label={label}>
      {latest.map((line) => (
        <Card key={line.id} line={line}>
          <Text size="sm">{line.result}</Text>
          <Text size="sm" c="dimmed">
            <Trans>
              Clos le <DateText value={line.closed_at} />
            </Trans>
          </Text>
        </Card>
      ))}
    </Stack>
  );
}

function Card({ line, children }: { line: DecisionLine; children: ReactNode }) {
  const { id, title, state, outcome, effect_state: effect, agreement, effect_name: matter } = line;
  return (
    <Paper component="li" p="md">
      <Group justify="space-between" align="flex-start" gap="xs" mb={4}>
        <div className={classes.words}>
          <Group gap="xs">
            <DecisionLink id={id}>{title}</DecisionLink>
            {line.fictional ? <FictionalBadge /> : null}
          </Group>
          <Text size="sm" c="dimmed">
            {agreement.name} · {matter}
          </Text>
        </div>
        <Group gap="xs">
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
          <DecisionBadge state={state} outcome={outcome} />
        </Group>
      </Group>
      {children}
    </Paper>
  );
}

function Next({ line: { state, opens_at, closes_at } }: { line: DecisionLine }) {
  if (state === "draft") return <Trans>Les membres ne sont pas encore convoqués.</Trans>;
  if (state === "withdrawn") return <Trans>Elle ne sera pas mise au vote.</Trans>;
  const opened = opens_at !== null && Date.parse(opens_at) <= Date.now();
  return opened ? <Closing at={closes_at} /> : <Opening at={opens_at} />;
}

export function Turnout({ line: { electors, voted } }: { line: DecisionLine }) {
  if (electors === null) return null;
  return (
    <>
      ·{" "}
      <Plural
        value={voted}
        _0={`aucune organisation sur ${electors} n’a encore voté`}
        one={`# organisation sur ${electors} a voté`}
        other={`# organisations sur ${electors} ont voté`}
      />
    </>
  );
}
