import { addDays, addMinutes, clockMinutes, clockText, momentOf, wallOf } from "@/ui/paris-time";

/** A period as one types it: days and clocks of Paris. */
export type PeriodValues = { start_day: string; start_clock: string; end_day: string; end_clock: string };

export type Span = { starts_at: string; ends_at: string };

export function valuesOf({ starts_at, ends_at }: Span): PeriodValues {
  const start = wallOf(starts_at);
  const end = wallOf(ends_at);
  return {
    start_day: start.day,
    start_clock: clockText(start.minutes),
    end_day: end.day,
    end_clock: clockText(end.minutes),
  };
}

const day = /^\d{4}-\d{2}-\d{2}$/;
const clock = /^\d{2}:\d{2}/;

function momentTyped(typedDay: string, typedClock: string): string | null {
  return day.test(typedDay) && clock.test(typedClock) ? momentOf(typedDay, clockMinutes(typedClock)) : null;
}

/** The period typed, or null while it is incomplete or ends before it begins. */
export function spanOf(values: PeriodValues): Span | null {
  const starts_at = momentTyped(values.start_day, values.start_clock);
  const ends_at = momentTyped(values.end_day, values.end_clock);
  return starts_at && ends_at && starts_at < ends_at ? { starts_at, ends_at } : null;
}

/** The start was moved: the end follows, so that the length stays. */
export function startMoved(before: PeriodValues, after: PeriodValues): PeriodValues {
  const old = spanOf(before);
  const starts_at = momentTyped(after.start_day, after.start_clock);
  if (!old || !starts_at) return after;
  const minutes = (Date.parse(old.ends_at) - Date.parse(old.starts_at)) / 60_000;
  const end = valuesOf({ starts_at, ends_at: addMinutes(starts_at, minutes) });
  return { ...after, end_day: end.end_day, end_clock: end.end_clock };
}

/** Tomorrow from nine to ten: a place to start from when nothing was chosen. */
export function usualSpan(now: Date): Span {
  const starts_at = momentOf(addDays(wallOf(now).day, 1), 9 * 60);
  return { starts_at, ends_at: addMinutes(starts_at, 60) };
}

export function overlaps(one: Span, other: Span): boolean {
  return one.starts_at < other.ends_at && other.starts_at < one.ends_at;
}

/** Periods given by the service in a refusal; anything else in their place is left out. */
export function spansFrom(given: unknown): Span[] {
  return Array.isArray(given) ? given.filter(isSpan) : [];
}

function isSpan(value: unknown): value is Span {
  return (
    typeof value === "object" &&
    value !== null &&
    "starts_at" in value &&
    typeof value.starts_at === "string" &&
    "ends_at" in value &&
    typeof value.ends_at === "string"
  );
}
