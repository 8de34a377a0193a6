import type { ClosingItem, LivePosition, MemberPosition } from "@/features/purchases/orders/words";
import type { Lot, Round } from "@/features/purchases/words";
import { wallOf } from "@/ui/paris-time";

/** Figures of orders, closings and rebates that the screen works out from those of the service. */

/** The lots whose supplier was chosen: the only ones with orders. */
export const boughtLots = (round: Pick<Round, "lots">): Lot[] =>
  round.lots.filter(({ state }) => state === "awarded" || state === "closed");

/** The lot asked for; otherwise the first still open to orders that concerns the reader, otherwise the first. */
export function lotShown(lots: Lot[], asked: string | undefined): Lot | undefined {
  const mine = ({ my }: Lot) => my !== null && my.volumes_count > 0 && !my.opted_out;
  return (
    lots.find(({ id }) => id === asked) ??
    lots.find((lot) => lot.state === "awarded" && mine(lot)) ??
    lots.find(({ state }) => state === "awarded") ??
    lots.find(mine) ??
    lots[0]
  );
}

/** Orders begin with the contract, or with the award where it came earlier; none is to come. */
export function orderDays(
  round: Pick<Round, "starts_on" | "ends_on">,
  lot: Pick<Lot, "decided_at">,
  today: string,
): { first: string; last: string } {
  const awarded = lot.decided_at === null ? round.starts_on : wallOf(lot.decided_at).day;
  return { first: earlier(awarded, round.starts_on), last: earlier(today, round.ends_on) };
}

const earlier = (one: string, other: string) => (one.localeCompare(other) < 0 ? one : other);

/** Places on a bar as parts of its length: what is ordered and received, the step kept, the next one. */
export function barOf(live: LivePosition): {
  ordered: number;
  delivered: number;
  committed: number;
  kept: number | null;
  next: number | null;
} {
  const next = live.next_step?.start ?? null;
  const seen = next === live.kept_start ? null : next;
  const whole = Math.max(live.committed_volume, live.ordered_volume, live.kept_start, seen ?? 0, 1) * 1.02;
  const at = (volume: number) => (100 * volume) / whole;
  return {
    ordered: at(live.ordered_volume),
    delivered: at(Math.min(live.delivered_volume, live.ordered_volume)),
    committed: at(live.committed_volume),
    kept: live.kept_start > 1 ? at(live.kept_start) : null,
    next: seen === null ? null : at(seen),
  };
}

/** Boxes and litres do not add up. */
export const isOneUnit = (items: { unit: string }[]): boolean =>
  new Set(items.map(({ unit }) => unit)).size === 1;

/** What all would owe by each rule: they are equal, unless what is kept by the network differs. */
export function totalsOf(members: MemberPosition[]) {
  const sum = (figure: (member: MemberPosition) => number) =>
    members.reduce((total, member) => total + figure(member), 0);
  return {
    ordered_cents: sum((one) => one.ordered_cents),
    by_orders_cents: sum((one) => one.by_orders_cents),
    by_shortfall_cents: sum((one) => one.by_shortfall_cents),
    adjustment_cents: sum((one) => one.adjustment_cents),
  };
}

/** The rule chosen would say volumes: another is applied, or part of the difference stays with the network. */
export function departsFromRule(members: MemberPosition[], rule: Round["shortfall"]): boolean {
  return members.some((one) => one.adjustment_cents !== one[`${rule}_cents`]);
}

/** Closing asks for a confirmation more: some difference would stay with the network. */
export const keepsDifference = (items: ClosingItem[]): boolean =>
  items.some(({ applied, difference_cents: cents }) => applied === "kept" && cents !== 0);

/**
 * How a rebate will be shared, as the service does: the part kept first, half a cent up; the rest by what each
 * spent, cents left over to the largest remainders, the first in order where they are equal.
 */
export function rebateSplit(received: number, keptBp: number, spent: number[]) {
  const positive = spent.map((cents) => BigInt(Math.max(cents, 0)));
  const whole = positive.reduce((sum, cents) => sum + cents, 0n);
  if (whole === 0n) return { kept: received, shares: spent.map(() => 0) };
  const kept = Number((BigInt(received) * BigInt(keptBp) * 2n + 10_000n) / 20_000n);
  const shared = BigInt(received - kept);
  const parts = positive.map((cents, place) => ({
    place,
    cents: Number((shared * cents) / whole),
    remainder: (shared * cents) % whole,
  }));
  const left = received - kept - parts.reduce((sum, { cents }) => sum + cents, 0);
  const served = parts
    .toSorted((one, other) =>
      one.remainder === other.remainder ? one.place - other.place : one.remainder > other.remainder ? -1 : 1,
    )
    .slice(0, left)
    .map(({ place }) => place);
  return { kept, shares: parts.map(({ cents, place }) => cents + (served.includes(place) ? 1 : 0)) };
}

/** What a quote promises on a year of purchases: the rate of the step reached, of the whole of it, half a cent up. */
export function promisedRebate(steps: { from_cents: number; rate_bp: number }[], turnover: number) {
  const rateBp = steps.filter(({ from_cents: from }) => turnover >= from).at(-1)?.rate_bp ?? 0;
  return { rateBp, cents: Number((BigInt(turnover) * BigInt(rateBp) * 2n + 10_000n) / 20_000n) };
}
