import { addMonths } from "@/features/agreements/deadlines";
import type { Round } from "@/features/purchases/words";
import { addDays } from "@/ui/paris-time";

export type Calendar = Pick<Round, "needs_until" | "quotes_until" | "award_on" | "starts_on" | "ends_on">;
export type CalendarDay = keyof Calendar;

export const calendarDays: CalendarDay[] = [
  "needs_until",
  "quotes_until",
  "award_on",
  "starts_on",
  "ends_on",
];

/** Three weeks for needs, three for quotes, two to choose; a year of contract from the first of a month. */
export function freshCalendar(today: string, past?: Pick<Calendar, "ends_on">): Calendar {
  const award = addDays(today, 56);
  const nextMonth = `${addMonths(`${award.slice(0, 7)}-01`, 1)}`;
  const after = past ? addDays(past.ends_on, 1) : nextMonth;
  const starts = after > nextMonth ? after : nextMonth;
  return {
    needs_until: addDays(today, 21),
    quotes_until: addDays(today, 42),
    award_on: award,
    starts_on: starts,
    ends_on: addDays(addMonths(starts, 12), -1),
  };
}

/** "Gants nitrile 2026" becomes "Gants nitrile 2027": the last year a title names is the one after. */
export function titleAfter(title: string): string {
  const years = [...title.matchAll(/(?<!\d)(?:19|20|21)\d{2}(?!\d)/g)];
  const last = years.at(-1);
  if (!last) return title;
  return `${title.slice(0, last.index)}${Number(last[0]) + 1}${title.slice(last.index + 4)}`;
}

export type CalendarFault = "missing" | "order";

/** Needs, then quotes, then the award; the contract ends after its start and its award. One fault per day at most. */
export function calendarFaults(calendar: Calendar): Partial<Record<CalendarDay, CalendarFault>> {
  const faults: Partial<Record<CalendarDay, CalendarFault>> = {};
  for (const day of calendarDays) if (!calendar[day]) faults[day] = "missing";
  const follows = (day: CalendarDay, before: CalendarDay) => {
    if (calendar[day] && calendar[before] && calendar[day] < calendar[before]) faults[day] ??= "order";
  };
  follows("quotes_until", "needs_until");
  follows("award_on", "quotes_until");
  follows("ends_on", "award_on");
  follows("ends_on", "starts_on");
  return faults;
}

/** The days that may still be put off at this stage; in a draft all of them move freely. */
export function movableDays(state: Round["state"]): CalendarDay[] {
  const first = { draft: 0, needs: 0, quotes: 1, choice: 2, orders: 5, closed: 5, cancelled: 5 }[state];
  return calendarDays.slice(first);
}
