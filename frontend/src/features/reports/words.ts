import type { AnswerOf } from "@/api/client";

export type Home = AnswerOf<"get", "/v1/reports/home">;
export type Awaiting = Home["awaiting"][number];
export type ComingBooking = Home["coming_bookings"][number];
export type Counts = Home["counts"];
export type Money = Home["money"];

/** The page where a thing that waits is answered. */
export function pageOf({ kind, id, subject_id, agreement_kind }: Awaiting): string {
  if (kind === "booking_to_decide") return `/bookings/${id}`;
  if (kind === "membership_to_answer") return `/networks/${subject_id}`;
  if (kind === "vote_to_cast" || kind === "decision_convened") return `/decisions/${id}`;
  if (kind === "payment_to_approve") return `/funds/${subject_id}`;
  if (kind === "statement_to_pay") return `/statements/${id}`;
  if (kind === "settlement_to_answer") return `/settlements/${id}`;
  if (kind === "allocation_to_review") return `/allocations/${id}`;
  if (kind === "needs_to_state") return `/purchases/${subject_id}/needs`;
  if (kind === "lot_to_choose") return `/purchases/${subject_id}/lots/${id}`;
  if (kind === "order_to_place") return `/purchases/${subject_id}/orders`;
  if (kind === "round_to_run") return `/purchases/${subject_id}`;
  return agreement_kind === "partnership" ? `/partnerships/${subject_id}` : `/pools/${subject_id}`;
}

/** Days from today to a day, in calendar days; negative once it has passed. */
export function daysUntil(day: string, today: string): number {
  return Math.round((Date.parse(day) - Date.parse(today)) / 86_400_000);
}

/** Nothing shared, nothing waiting: the first page then says how to begin. */
export function isBeginning({ awaiting, coming_bookings, counts, money }: Home): boolean {
  return (
    awaiting.length === 0 &&
    coming_bookings.length === 0 &&
    isWithoutMoney(money) &&
    counts.networks + counts.pools + counts.partnerships + counts.resources + counts.votes_open === 0
  );
}

/** Nothing owed, nothing to receive, nothing saved that is known: no figure to show. */
export function isWithoutMoney({ owes_cents, owed_cents, saved_cents }: Money): boolean {
  return owes_cents === 0 && owed_cents === 0 && saved_cents === null;
}

/** Nothing to answer yet: something to know, and to open. */
export function isToRead({ kind }: Awaiting): boolean {
  return kind === "notice_deadline" || kind === "decision_convened" || kind === "lot_to_choose";
}
