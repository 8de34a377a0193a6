import type { Round } from "@/features/purchases/words";

export type Stage = "draft" | "needs" | "quotes" | "choice" | "orders" | "closed";
export type StepState = "done" | "now" | "todo" | "stopped";
/** `on`: the day it was done; or, of what is under way or to come, the day it ends. */
export type Step = { stage: Stage; state: StepState; on: string | null };

export const stages: Stage[] = ["draft", "needs", "quotes", "choice", "orders", "closed"];

type Told = Pick<
  Round,
  | "state"
  | "needs_until"
  | "quotes_until"
  | "award_on"
  | "ends_on"
  | "opened_at"
  | "needs_closed_at"
  | "quotes_opened_at"
  | "closed_at"
  | "lots"
>;

/** Where a round is between its preparation and its results, and what comes when. */
export function storyOf(round: Told): Step[] {
  const decided = round.lots.map(({ decided_at }) => decided_at).filter((day) => day !== null);
  const done = [
    round.opened_at,
    round.needs_closed_at,
    round.quotes_opened_at,
    decided.toSorted().at(-1) ?? null,
    round.closed_at,
    round.closed_at,
  ];
  const planned = [null, round.needs_until, round.quotes_until, round.award_on, round.ends_on, null];
  const reached = reachedBy(round);
  return stages.map((stage, place) => {
    if (place < reached || round.state === "closed") return { stage, state: "done", on: done[place] ?? null };
    if (round.state === "cancelled")
      return { stage, state: place === reached ? "stopped" : "todo", on: null };
    return { stage, state: place === reached ? "now" : "todo", on: planned[place] ?? null };
  });
}

/** A cancelled round stopped at the first stage that it did not finish. */
function reachedBy(round: Told): number {
  if (round.state !== "cancelled") return stages.indexOf(round.state);
  return [round.opened_at, round.needs_closed_at, round.quotes_opened_at].filter((day) => day !== null)
    .length;
}
