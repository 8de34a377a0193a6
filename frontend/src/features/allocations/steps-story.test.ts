import { describe, expect, it } from "vitest";
import { issuedBy } from "@/features/allocations/steps-issued";
import { storyOf } from "@/features/allocations/steps-story";

const run = {
  state: "draft" as const,
  computed_at: null,
  reviewed_at: null,
  posted_at: null,
  out_of_date: false,
};
const computed = { ...run, computed_at: "2026-11-23T09:00:00Z" };
const reviewed = { ...computed, state: "reviewed" as const, reviewed_at: "2026-11-24T09:00:00Z" };

const states = (one: Parameters<typeof storyOf>[0]) => storyOf(one).map(({ state }) => state);

describe("the steps of a run", () => {
  it("go from preparing to reviewing to posting", () => {
    expect(states(run)).toEqual(["now", "todo", "todo"]);
    expect(states(computed)).toEqual(["done", "now", "todo"]);
    expect(states(reviewed)).toEqual(["done", "done", "now"]);
    expect(states({ ...reviewed, state: "posted", posted_at: "2026-11-25T09:00:00Z" })).toEqual([
      "done",
      "done",
      "done",
    ]);
  });

  it("go back to preparing when needs changed since the shares were computed", () => {
    expect(states({ ...computed, out_of_date: true })).toEqual(["now", "todo", "todo"]);
  });

  it("stop where the run was abandoned", () => {
    expect(states({ ...computed, state: "abandoned" })).toEqual(["done", "stopped", "todo"]);
    expect(states({ ...reviewed, state: "abandoned" })).toEqual(["done", "done", "stopped"]);
  });
});

it("tells who will owe and who is given back, once what was called is taken off", () => {
  const shares = [
    { cents: 10_000, called_cents: 9_000 },
    { cents: 5_000, called_cents: 5_000 },
    { cents: 4_000, called_cents: 6_500 },
  ];
  expect(issuedBy(shares)).toEqual({ payers: 1, owed_cents: 1_000, credited: 1, credited_cents: 2_500 });
});
