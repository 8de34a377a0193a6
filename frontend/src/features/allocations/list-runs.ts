import type { RunLine } from "@/features/allocations/words";

export type Told = {
  /** Posted and about today; else the next one; else the last one. Null: nothing was posted. */
  current: RunLine | null;
  when: "now" | "later" | "over";
  /** Drafts, and reviewed runs to be posted. */
  waiting: RunLine[];
  /** The other ones posted, the newest first. */
  others: RunLine[];
};

/** Which runs of an agreement to tell first, on a day. */
export function sortRuns(runs: RunLine[], today: string): Told {
  const waiting = runs.filter(({ state }) => state === "draft" || state === "reviewed");
  const posted = runs.filter(({ state }) => state === "posted");
  const about = posted.filter(({ starts_on, ends_on }) => starts_on <= today && today <= ends_on);
  const later = posted.filter(({ starts_on }) => starts_on > today).toSorted(byStart);
  const over = posted.filter(({ ends_on }) => ends_on < today).toSorted(byStart);
  // Of one period, actual costs come after its budget.
  const now = about.findLast(({ stage }) => stage === "actual") ?? about[0];
  const current = now ?? later[0] ?? over.at(-1) ?? null;
  return {
    current,
    when: now ? "now" : later[0] ? "later" : "over",
    waiting,
    others: runs.filter((run) => run !== current && (run.state === "posted" || run.state === "replaced")),
  };
}

const byStart = (one: RunLine, other: RunLine) => one.starts_on.localeCompare(other.starts_on);

export type Waiting = "to_compute" | "to_review" | "to_post";

/** What a run that is not posted waits for. */
export function waitsFor({ state, members_count }: Pick<RunLine, "state" | "members_count">): Waiting {
  if (state === "reviewed") return "to_post";
  return members_count === null ? "to_compute" : "to_review";
}
