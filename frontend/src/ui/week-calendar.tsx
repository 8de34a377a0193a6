import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Text, Title } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { formatDate } from "@/ui/format";
import { addDays, mondayOf, today, wallOf } from "@/ui/paris-time";
import { WeekAgenda } from "@/ui/week-agenda";
import classes from "@/ui/week-calendar.module.css";
import { WeekGrid } from "@/ui/week-grid";
import { WeekLanes } from "@/ui/week-lanes";
import { type Hours, hoursShown, type Segment, type Span, segmentsOf, weekDays } from "@/ui/week-layout";

/** A period that is taken, in one lane. */
export type Busy = Span & {
  key: string;
  lane: number;
  /** `mine` and `asked` are one’s own business, `taken` somebody else’s. */
  tone: "mine" | "asked" | "taken";
  /** One or two words: who, or that it is taken. */
  title: string;
  detail?: string | null;
  /** A page of this site that says more. */
  href?: string;
};

export type Lane = { key: string; label: string };

export type FreeTime = {
  /** On a button of a day: "Réserver". */
  verb: string;
  /** The same for a moment or a day in words: "Réserver à partir du mardi 24 novembre 2026 09:00". */
  label: (when: string) => string;
  choose: (startsAt: string) => void;
};

export type WeekProps = {
  /** What the week is of, for those who hear it. */
  label: string;
  monday: string;
  lanes: Lane[];
  busy: Busy[];
  open: Span[];
  /** What can be done with free time; nothing is offered without it. */
  free?: FreeTime | undefined;
};

/** Everything the three ways to draw a week share. */
export type Week = WeekProps & {
  days: string[];
  openSegments: Segment[];
  busySegments: (Segment & { lane: number; busy: Busy })[];
  hours: Hours;
  now: { day: string; minutes: number };
};

function laidOut(props: WeekProps): Week {
  const days = weekDays(props.monday);
  const openSegments = props.open.flatMap((span) => segmentsOf(span, days));
  const busySegments = props.busy.flatMap((busy) =>
    segmentsOf(busy, days).map((segment) => ({ ...segment, lane: busy.lane, busy })),
  );
  return {
    ...props,
    days,
    openSegments,
    busySegments,
    hours: hoursShown(openSegments, busySegments),
    now: wallOf(new Date()),
  };
}

/** A week of one thing, or of several alike: hours down the page, one line each, or a list on a phone. */
export function WeekCalendar(props: WeekProps) {
  const wide = useMediaQuery("(min-width: 48em)", true, { getInitialValueInEffect: false });
  const week = laidOut(props);
  if (!wide) return <WeekAgenda week={week} />;
  return week.lanes.length > 1 ? <WeekLanes week={week} /> : <WeekGrid week={week} />;
}

/** "Semaine du 23 au 29 novembre 2026": what both days share is said once. */
function useWeekTitle() {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  return (monday: string) => {
    const sunday = addDays(monday, 6);
    const from = new Intl.DateTimeFormat(i18n.locale === "en" ? "en-GB" : "fr-FR", {
      day: "numeric",
      ...(monday.slice(0, 7) === sunday.slice(0, 7) ? {} : { month: "long" }),
      ...(monday.slice(0, 4) === sunday.slice(0, 4) ? {} : { year: "numeric" }),
      timeZone: "UTC",
    }).format(new Date(monday));
    const first = i18n.locale === "en" ? from : from.replace(/^1\b/, "1er");
    const last = formatDate(sunday, i18n.locale);
    return t`Semaine du ${first} au ${last}`;
  };
}

type WeekChoiceProps = { monday: string; onChange: (monday: string) => void; children?: ReactNode };

/** Which week is shown, and the way to the others. */
export function WeekChoice({ monday, onChange, children }: WeekChoiceProps) {
  const { t } = useLingui();
  const title = useWeekTitle()(monday);
  const current = mondayOf(today());
  return (
    <Group justify="space-between" gap="sm" mb="md">
      <Title order={3} aria-live="polite">
        {title}
      </Title>
      <Group gap="xs">
        {children}
        <Button
          variant="default"
          size="sm"
          px="xs"
          aria-label={t`Semaine précédente`}
          onClick={() => onChange(addDays(monday, -7))}
        >
          <IconChevronLeft size={18} aria-hidden="true" />
        </Button>
        <Button variant="default" size="sm" disabled={monday === current} onClick={() => onChange(current)}>
          <Trans>Cette semaine</Trans>
        </Button>
        <Button
          variant="default"
          size="sm"
          px="xs"
          aria-label={t`Semaine suivante`}
          onClick={() => onChange(addDays(monday, 7))}
        >
          <IconChevronRight size={18} aria-hidden="true" />
        </Button>
      </Group>
    </Group>
  );
}

/** What the colours and patterns mean. */
export function WeekLegend({ mine, asked, taken }: { mine: string; asked: string; taken: string }) {
  return (
    <Group gap="lg" mt="sm" component="ul" className={classes.legend ?? ""}>
      {[
        { tone: "mine", words: mine },
        { tone: "asked", words: asked },
        { tone: "taken", words: taken },
      ].map(({ tone, words }) => (
        <Text key={tone} component="li" size="sm" c="dimmed" className={classes.legendItem ?? ""}>
          <span className={classes.swatch} data-tone={tone} aria-hidden="true" />
          {words}
        </Text>
      ))}
    </Group>
  );
}
