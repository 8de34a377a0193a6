/** Where periods stand in a week of seven columns. Pure functions on the clocks of Paris. */

import { addDays, endOfDay, momentOf, wallOf } from "@/ui/paris-time";

export type Span = { starts_at: string; ends_at: string };

/** Part of a period on one day, in minutes since midnight. */
export type Segment = { column: number; from: number; to: number };

/** What the clock shows of the shortest period: on the night an hour comes twice, one may end before it began. */
const thinnest = 15;

export function weekDays(monday: string): string[] {
  return Array.from({ length: 7 }, (_, index) => addDays(monday, index));
}

export function segmentsOf({ starts_at, ends_at }: Span, days: string[]): Segment[] {
  const start = wallOf(starts_at);
  const end = wallOf(ends_at);
  return days.flatMap((day, column) => {
    if (day < start.day || day > end.day) return [];
    const from = day === start.day ? start.minutes : 0;
    const to = day === end.day ? end.minutes : endOfDay;
    if (to > from) return [{ column, from, to }];
    return start.day === end.day ? [{ column, from, to: Math.min(from + thinnest, endOfDay) }] : [];
  });
}

export type Hours = { from: number; to: number };

/** The hours worth showing: those of opening, and of what begins and ends within a day. */
export function hoursShown(open: Segment[], busy: Segment[]): Hours {
  const told = [...open, ...busy.filter(({ from, to }) => from > 0 && to < endOfDay)];
  if (told.length === 0) return { from: 8 * 60, to: 18 * 60 };
  return {
    from: Math.floor(Math.min(...told.map(({ from }) => from)) / 60) * 60,
    to: Math.ceil(Math.max(...told.map(({ to }) => to)) / 60) * 60,
  };
}

/** Half hours when they fit on a screen. */
export function stepOf({ from, to }: Hours): number {
  return to - from <= 14 * 60 ? 30 : 60;
}

export type CellState = "free" | "taken" | "closed" | "past";

type Known = { open: Segment[]; busy: (Segment & { lane: number })[]; lanes: number; now: Wall };
type Wall = { day: string; minutes: number };

/** Whether something is left from `from` to `to` on a day. */
export function cellState(
  { open, busy, lanes, now }: Known,
  day: string,
  { column, from, to }: Segment,
): CellState {
  if (day < now.day || (day === now.day && from < now.minutes)) return "past";
  const isOpen = open.some((one) => one.column === column && one.from <= from && to <= one.to);
  if (!isOpen) return "closed";
  const taken = new Set(
    busy.filter((one) => one.column === column && one.from < to && from < one.to).map(({ lane }) => lane),
  );
  return taken.size < lanes ? "free" : "taken";
}

/** The first moment of a day at which one may still begin, or null. */
export function firstChance(open: Segment[], day: string, column: number, now: Wall): string | null {
  if (day < now.day) return null;
  const earliest = day === now.day ? Math.ceil(now.minutes / 30) * 30 : 0;
  const opening = open.find((one) => one.column === column && one.to > earliest);
  return opening ? momentOf(day, Math.max(opening.from, earliest)) : null;
}
