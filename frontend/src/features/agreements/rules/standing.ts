import type { ItemOf } from "@/api/client";
import type { RulesVersion } from "@/features/agreements/rules/words";

/** Where a version stands in the history. */
export type Standing = "in_force" | "later" | "replaced" | "proposed" | "withdrawn";

export function standingOf(
  {
    state,
    in_force: inForce,
    in_force_from: from,
  }: Pick<RulesVersion, "state" | "in_force" | "in_force_from">,
  today: string,
): Standing {
  if (state === "draft") return "proposed";
  if (state === "withdrawn") return "withdrawn";
  if (inForce) return "in_force";
  return from && from > today ? "later" : "replaced";
}

export type Vote = ItemOf<"/v1/decisions">;

/** Of the votes asked on one thing, the one that is not over. */
export function currentVote(votes: Vote[]): Vote | null {
  return votes.find(({ state }) => state === "draft" || state === "convened" || state === "open") ?? null;
}
