import { describe, expect, it } from "vitest";
import { sortRuns, waitsFor } from "@/features/allocations/list-runs";
import type { RunLine } from "@/features/allocations/words";

const run = (id: string, more: Partial<RunLine> = {}) =>
  ({
    id,
    stage: "budget",
    state: "posted",
    starts_on: "2026-01-01",
    ends_on: "2026-12-31",
    members_count: 3,
    ...more,
  }) as RunLine;

const next = run("next", { starts_on: "2027-01-01", ends_on: "2027-12-31" });
const last = run("last", { starts_on: "2025-01-01", ends_on: "2025-12-31" });
const now = run("now");

describe("the runs of an agreement", () => {
  it("tells first the one of today, whatever comes or went", () => {
    const told = sortRuns([next, now, last], "2026-11-23");
    expect([told.current?.id, told.when]).toEqual(["now", "now"]);
    expect(told.others.map(({ id }) => id)).toEqual(["next", "last"]);
  });

  it("tells actual costs before the budget they follow", () => {
    const actual = run("actual", { stage: "actual" });
    expect(sortRuns([actual, now], "2026-11-23").current?.id).toBe("actual");
  });

  it("tells the next one when none is of today, and the last one when all are over", () => {
    expect(sortRuns([next, last], "2026-11-23")).toMatchObject({ current: { id: "next" }, when: "later" });
    expect(sortRuns([last], "2026-11-23")).toMatchObject({ current: { id: "last" }, when: "over" });
    expect(sortRuns([], "2026-11-23").current).toBeNull();
  });

  it("sets drafts and reviewed runs apart, and leaves abandoned ones out", () => {
    const runs = [
      run("draft", { state: "draft" }),
      run("reviewed", { state: "reviewed" }),
      run("gone", { state: "abandoned" }),
      run("replaced", { state: "replaced" }),
    ];
    const told = sortRuns(runs, "2026-11-23");
    expect(told.waiting.map(({ id }) => id)).toEqual(["draft", "reviewed"]);
    expect(told.others.map(({ id }) => id)).toEqual(["replaced"]);
    expect(told.current).toBeNull();
  });

  it("says what a run that is not posted waits for", () => {
    expect(waitsFor({ state: "draft", members_count: null })).toBe("to_compute");
    expect(waitsFor({ state: "draft", members_count: 3 })).toBe("to_review");
    expect(waitsFor({ state: "reviewed", members_count: 3 })).toBe("to_post");
  });
});
