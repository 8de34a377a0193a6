import type { ApiProblem } from "@/api/problem";
import type { Span } from "@/features/bookings/period";
import { addMinutes, wallOf } from "@/ui/paris-time";

/** What a quota of an agreement leaves, as a refusal says it. Minutes count each unit booked. */
export type Quota = {
  agreement_id: string;
  maximum_hours: number;
  starts_on: string;
  ends_on: string;
  used_minutes: number;
  asked_minutes: number;
  left_minutes: number;
};

const figures = ["maximum_hours", "used_minutes", "asked_minutes", "left_minutes"];
const texts = ["agreement_id", "starts_on", "ends_on"];

/** Null when the refusal says less than it should: its own words then do. */
export function quotaFrom({ context }: ApiProblem): Quota | null {
  const complete =
    figures.every((name) => typeof context[name] === "number") &&
    texts.every((name) => typeof context[name] === "string");
  return complete ? (context as Quota) : null;
}

/**
 * The same booking, as long as what is left allows, in quarters of an hour: null when that is too short to be booked,
 * or when the booking goes beyond the period of the quota, where shortening it may not be what is meant.
 */
export function shortened(
  asked: Span & { quantity: number },
  quota: Quota,
  leastMinutes: number,
): Span | null {
  const first = wallOf(asked.starts_at).day;
  const last = wallOf(addMinutes(asked.ends_at, -1)).day;
  if (first < quota.starts_on || last > quota.ends_on) return null;
  const minutes = Math.floor(quota.left_minutes / asked.quantity / 15) * 15;
  if (minutes < Math.max(leastMinutes, 15)) return null;
  return { starts_at: asked.starts_at, ends_at: addMinutes(asked.starts_at, minutes) };
}
