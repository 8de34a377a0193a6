import type { Run } from "@/features/allocations/words";

export type StepName = "prepare" | "review" | "post";
export type StepState = "done" | "now" | "todo" | "stopped";
export type Step = { name: StepName; state: StepState; on: string | null };

type Told = Pick<Run, "state" | "computed_at" | "reviewed_at" | "posted_at" | "out_of_date">;

const names: StepName[] = ["prepare", "review", "post"];

/** Where a run is between its preparation and its posting. */
export function storyOf(run: Told): Step[] {
  const days = [run.computed_at, run.reviewed_at, run.posted_at];
  const reached = passed(run);
  return names.map((name, place) => ({
    name,
    state:
      place < reached ? "done" : place > reached ? "todo" : run.state === "abandoned" ? "stopped" : "now",
    on: place < reached ? (days[place] ?? null) : null,
  }));
}

function passed({ state, computed_at, reviewed_at, out_of_date }: Told): number {
  if (state === "posted" || state === "replaced") return 3;
  if (reviewed_at !== null) return 2;
  return computed_at !== null && !out_of_date ? 1 : 0;
}
