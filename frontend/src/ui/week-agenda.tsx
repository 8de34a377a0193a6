import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { clockText } from "@/ui/paris-time";
import type { Busy, Week } from "@/ui/week-calendar";
import classes from "@/ui/week-calendar.module.css";
import { firstChance } from "@/ui/week-layout";
import { Block, useDayNames } from "@/ui/week-parts";

/** The week as a list of days: what a phone has room for. Days gone by say only what happened. */
export function WeekAgenda({ week }: { week: Week }) {
  const days = week.days
    .map((day, column) => ({ day, column, busy: onDay(week, column) }))
    .filter(({ day, busy }) => day >= week.now.day || busy.length > 0);
  if (days.length === 0) {
    return (
      <Text c="dimmed">
        <Trans>Cette semaine est passée : rien n’y a été réservé.</Trans>
      </Text>
    );
  }
  return (
    <Stack gap="sm" role="group" aria-label={week.label}>
      {days.map(({ day, column, busy }) => (
        <AgendaDay key={day} week={week} day={day} column={column} busy={busy} />
      ))}
    </Stack>
  );
}

type AgendaDayProps = { week: Week; day: string; column: number; busy: CountedBusy[] };

function AgendaDay({ week, day, column, busy }: AgendaDayProps) {
  const { t } = useLingui();
  const names = useDayNames();
  const { free: offer, lanes } = week;
  const chance = firstChance(week.openSegments, day, column, week.now);
  const open = week.openSegments.filter((one) => one.column === column);
  return (
    <Paper p="md" data-past={day < week.now.day || undefined} className={classes.agendaDay ?? ""}>
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <div>
          <Title order={4} fz="md" className={classes.agendaTitle ?? ""}>
            {names.long(day)}
          </Title>
          <Text size="sm" c="dimmed">
            {open.length === 0 ? (
              <Trans>Fermé</Trans>
            ) : (
              open.map(({ from, to }) => `${clockText(from)}\u2009–\u2009${clockText(to)}`).join(", ")
            )}
          </Text>
        </div>
        {chance && offer ? (
          <Button
            variant="light"
            size="sm"
            aria-label={offer.label(names.moment(chance))}
            onClick={() => offer.choose(chance)}
          >
            {offer.verb}
          </Button>
        ) : null}
      </Group>
      {busy.length > 0 ? (
        <Stack component="ul" gap={6} mt="sm" className={classes.agendaList ?? ""}>
          {busy.map(({ one, count }) => (
            <li key={one.key}>
              <Block
                inList
                busy={
                  lanes.length > 1 ? { ...one, title: t`${one.title} (${count} sur ${lanes.length})` } : one
                }
              />
            </li>
          ))}
        </Stack>
      ) : null}
    </Paper>
  );
}

type CountedBusy = { one: Busy; count: number };

/** What is taken on a day; the same period of several lanes is said once, with how many. */
function onDay({ busySegments }: Week, column: number): CountedBusy[] {
  const told = new Map<string, CountedBusy>();
  for (const { busy, column: own } of busySegments) {
    if (own !== column) continue;
    const key = [busy.starts_at, busy.ends_at, busy.title, busy.href].join("|");
    const known = told.get(key);
    told.set(key, known ? { ...known, count: known.count + 1 } : { one: busy, count: 1 });
  }
  return [...told.values()].sort((a, b) => (a.one.starts_at < b.one.starts_at ? -1 : 1));
}
