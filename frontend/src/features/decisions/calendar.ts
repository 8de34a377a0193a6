import type { DecisionState } from "@/features/decisions/words";
import { addDays, clockMinutes, clockText, momentOf, wallOf } from "@/ui/paris-time";

type Dated = { state: DecisionState; opens_at: string | null; closes_at: string | null };

/** Its hours have come and are not over: ballots are received, and the figures move. */
export function isRunning({ state, opens_at, closes_at }: Dated, now: number): boolean {
  if (state !== "open" && state !== "convened") return false;
  return (
    opens_at !== null && Date.parse(opens_at) <= now && closes_at !== null && Date.parse(closes_at) > now
  );
}

/** Convened, running, or over and about to be counted: what one reads may change by itself. */
export function moves(decision: Dated, now: number): boolean {
  const awaited = decision.state === "open" || decision.state === "convened";
  return awaited && decision.opens_at !== null && Date.parse(decision.opens_at) <= now;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long until a moment, as one would say it: "dans 7 jours" on the calendar, then "dans 5 heures". */
export function timeLeft(moment: string, now: number, locale: string): string {
  const left = Math.max(0, Date.parse(moment) - now);
  const words = new Intl.RelativeTimeFormat(locale, { numeric: "always" });
  const days = (Date.parse(wallOf(moment).day) - Date.parse(wallOf(new Date(now)).day)) / day;
  if (days >= 2) return words.format(days, "day");
  if (left >= 2 * hour) return words.format(Math.floor(left / hour), "hour");
  return words.format(Math.max(1, Math.floor(left / minute)), "minute");
}

/** A period as one types it: days and clocks of Paris. */
export type PeriodValues = { open_day: string; open_clock: string; close_day: string; close_clock: string };

export type Period = { opens_at: string; closes_at: string };

function momentTyped(typedDay: string, typedClock: string): string | null {
  const readable = /^\d{4}-\d{2}-\d{2}$/.test(typedDay) && /^\d{2}:\d{2}$/.test(typedClock);
  return readable ? momentOf(typedDay, clockMinutes(typedClock)) : null;
}

/** The period typed, or null while it is incomplete or ends before it begins. */
export function periodOf(values: PeriodValues): Period | null {
  const opens_at = momentTyped(values.open_day, values.open_clock);
  const closes_at = momentTyped(values.close_day, values.close_clock);
  return opens_at && closes_at && opens_at < closes_at ? { opens_at, closes_at } : null;
}

/** Whether the rules let a vote open then. Without an opening allowed, the service alone judges. */
export function isTooSoon(period: Period | null, earliest: string | null): boolean {
  return period !== null && earliest !== null && Date.parse(period.opens_at) < Date.parse(earliest);
}

/** The morning after the first moment allowed, for a week: a place to start from. */
export function usualPeriod(earliest: string): PeriodValues {
  const { day: first } = wallOf(earliest);
  const open_day = addDays(first, 1);
  return { open_day, open_clock: "09:00", close_day: addDays(open_day, 7), close_clock: "18:00" };
}

/** The first whole minute at which a vote may open. */
export function firstMinute(earliest: string): { day: string; clock: string } {
  const wall = wallOf(new Date(Math.ceil(Date.parse(earliest) / minute) * minute));
  return { day: wall.day, clock: clockText(wall.minutes) };
}
