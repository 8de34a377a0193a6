import type { Calendar, Resource } from "@/features/resources/words";
import { addDays, addMinutes, later, momentOf, wallOf } from "@/ui/paris-time";

type Terms = Pick<Resource, "tariff_unit" | "minimum_minutes">;

/** Until when one would likely book from a moment: one unit of the tariff, within the opening when it can be. */
export function proposedEnd(terms: Terms, startsAt: string, openings: Calendar["openings"]): string {
  const closing = openings.find(
    ({ starts_at, ends_at }) => starts_at <= startsAt && startsAt < ends_at,
  )?.ends_at;
  const { day, minutes } = wallOf(startsAt);
  const wished = {
    hour: addMinutes(startsAt, 60),
    booking: addMinutes(startsAt, 60),
    half_day: minutes < 13 * 60 ? momentOf(day, 13 * 60) : momentOf(day, Math.max(18 * 60, minutes + 60)),
    day: closing ?? momentOf(day, Math.max(18 * 60, minutes + 60)),
    night: momentOf(addDays(day, 1), minutes),
    week: momentOf(addDays(day, 7), minutes),
  }[terms.tariff_unit];
  const least = addMinutes(startsAt, terms.minimum_minutes);
  const end = later(wished, least);
  const sameDay = wallOf(end).day === day;
  return closing && sameDay && closing < end && closing >= least ? closing : end;
}
