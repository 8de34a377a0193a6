import type { Calendar } from "@/features/resources/words";

export type Availability =
  | { state: "closed" }
  | { state: "opens"; at: string }
  | { state: "free"; units: number; of: number }
  | { state: "taken"; until: string | null };

/** What can be said of a resource for the rest of a day, from that day’s calendar. Times are moments. */
export function availabilityAt(calendar: Calendar, now: Date): Availability {
  const at = now.toISOString();
  const opening = calendar.openings.find(({ ends_at }) => isAfter(ends_at, at));
  if (!opening || calendar.units.length === 0) return { state: "closed" };
  if (isAfter(opening.starts_at, at)) return { state: "opens", at: opening.starts_at };
  const free = calendar.units.filter(({ taken }) => !taken.some((one) => covers(one, at))).length;
  if (free > 0) return { state: "free", units: free, of: calendar.units.length };
  const until = calendar.units.map(({ taken }) => freedAt(taken, at)).sort()[0] ?? at;
  return { state: "taken", until: isAfter(opening.ends_at, until) ? until : null };
}

type Period = { starts_at: string; ends_at: string };

const isAfter = (one: string, other: string) => Date.parse(one) > Date.parse(other);
const covers = (one: Period, at: string) => !isAfter(one.starts_at, at) && isAfter(one.ends_at, at);

/** When a unit is given back: bookings that follow one another are one. */
function freedAt(taken: Period[], at: string): string {
  const current = taken.find((one) => covers(one, at));
  return current ? freedAt(taken, current.ends_at) : at;
}
