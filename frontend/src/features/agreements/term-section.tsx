import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Paper, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { DaysLeft } from "@/features/agreements/deadline-words";
import { type Marks, timelineOf } from "@/features/agreements/deadlines";
import classes from "@/features/agreements/term-section.module.css";
import type { Agreement } from "@/features/agreements/words";
import { Section } from "@/ui/page";
import { today } from "@/ui/paris-time";
import { DateText } from "@/ui/values";

/** From the start to the end: the last day to give notice, the days left, and what happens if nobody does. */
export function TermSection({ agreement }: { agreement: Agreement }) {
  const { t } = useLingui();
  const { term, starts_on: startsOn } = agreement;
  const marks = timelineOf(term, startsOn, today());
  return (
    <Section title={t`Durée et préavis`}>
      <Paper p="md">
        <Stack gap="sm">
          <Text>
            <Sentence agreement={agreement} />
          </Text>
          {marks ? <Timeline marks={marks} /> : null}
          <Steps agreement={agreement} isRunning={marks?.today !== null} />
        </Stack>
      </Paper>
    </Section>
  );
}

/** The rule in one sentence. */
function Sentence({ agreement }: { agreement: Agreement }) {
  const { term, notice_months: months } = agreement;
  const end = <DateText value={term.current_ends_on} />;
  if (agreement.state === "ended")
    return <Trans>Cet accord est terminé : il reste lisible, mais ne change plus.</Trans>;
  if (!term.current_ends_on) {
    return (
      <Trans>
        Cet accord n’a pas de terme fixe. Préavis pour se retirer : <Months count={months} />.
      </Trans>
    );
  }
  if (term.over) {
    return (
      <Trans>
        Le terme du {end} est passé et rien ne le reconduit : le chef de file peut clore l’accord.
      </Trans>
    );
  }
  if (!term.renews_to) {
    return <Trans>L’accord s’arrête le {end}. Il ne se reconduit pas de lui-même.</Trans>;
  }
  const renewed = <DateText value={term.renews_to} />;
  if (term.notice_days_left === null) {
    return (
      <Trans>
        Le délai de préavis est passé : au {end}, l’accord se reconduit jusqu’au {renewed}.
      </Trans>
    );
  }
  const deadline = <DateText value={term.notice_deadline} />;
  return (
    <Trans>
      Sans préavis donné au plus tard le {deadline}, l’accord se reconduit de lui-même du {end} au {renewed}.
    </Trans>
  );
}

export function Months({ count }: { count: number }) {
  return <Plural value={count} _0="aucun" one="# mois" other="# mois" />;
}

/** The picture; the steps beneath say the same in words. */
function Timeline({ marks: { today, notice, end } }: { marks: Marks }) {
  const percent = (place: number) => `${(place * 100).toFixed(2)}%`;
  return (
    <div className={classes.track} aria-hidden="true">
      {notice !== null ? (
        <div
          className={`${classes.stretch} ${classes.locked}`}
          style={{ left: percent(notice), width: percent(end - notice) }}
        />
      ) : null}
      {end < 1 ? (
        <div className={`${classes.stretch} ${classes.renewed}`} style={{ width: percent(1 - end) }} />
      ) : null}
      {today !== null ? (
        <>
          <div
            className={`${classes.stretch} ${classes.passed}`}
            style={{ width: percent(Math.min(today, notice ?? end)) }}
          />
          <div className={classes.mark} style={{ left: percent(today) }} />
        </>
      ) : null}
    </div>
  );
}

function Steps({ agreement, isRunning }: { agreement: Agreement; isRunning: boolean }) {
  const { term, starts_on: startsOn } = agreement;
  return (
    <ol className={classes.steps}>
      <Step kind="start" label={<Trans>Début</Trans>} day={startsOn} />
      {isRunning && agreement.state === "active" ? (
        <Step kind="today" label={<Trans>Aujourd’hui</Trans>} day={today()} />
      ) : null}
      {term.notice_deadline ? (
        <Step
          kind="notice"
          label={<Trans>Dernier jour pour donner un préavis</Trans>}
          day={term.notice_deadline}
        >
          {term.notice_days_left !== null ? (
            <DaysLeft days={term.notice_days_left} />
          ) : (
            <Text span size="sm" c="dimmed" display="block">
              <Trans>passé</Trans>
            </Text>
          )}
        </Step>
      ) : null}
      {term.current_ends_on ? (
        <Step kind="end" label={<Trans>Fin du terme en cours</Trans>} day={term.current_ends_on}>
          {term.days_left !== null && !term.over ? <DaysLeft days={term.days_left} /> : null}
        </Step>
      ) : null}
      {term.renews_to ? (
        <Step kind="renewed" label={<Trans>Sans préavis, jusqu’au</Trans>} day={term.renews_to} />
      ) : null}
    </ol>
  );
}

type StepProps = { kind: string; label: ReactNode; day: string; children?: ReactNode };

function Step({ kind, label, day, children }: StepProps) {
  return (
    <li className={classes.step} data-kind={kind}>
      <span className={classes.label}>{label}</span>
      <span className={classes.day}>
        <DateText value={day} />
      </span>
      {children}
    </li>
  );
}
