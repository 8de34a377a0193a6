import { expect, it } from "vitest";
import { storyOf } from "@/features/purchases/round-story";

const round = {
  state: "choice" as const,
  needs_until: "2027-01-31",
  quotes_until: "2027-02-28",
  award_on: "2027-03-15",
  ends_on: "2028-03-31",
  opened_at: "2027-01-04T08:00:00Z",
  needs_closed_at: "2027-02-01T08:00:00Z",
  quotes_opened_at: "2027-03-01T08:00:00Z",
  closed_at: null,
  lots: [],
};

it("says what is done, where we are, and what comes when", () => {
  expect(storyOf(round).map(({ stage, state }) => `${stage} ${state}`)).toEqual([
    "draft done",
    "needs done",
    "quotes done",
    "choice now",
    "orders todo",
    "closed todo",
  ]);
  expect(storyOf(round)[3]?.on).toBe("2027-03-15");
  expect(storyOf(round)[0]?.on).toBe("2027-01-04T08:00:00Z");
});

it("stops a cancelled round where it was", () => {
  const cancelled = { ...round, state: "cancelled" as const, quotes_opened_at: null };
  expect(storyOf(cancelled).map(({ state }) => state)).toEqual([
    "done",
    "done",
    "stopped",
    "todo",
    "todo",
    "todo",
  ]);
});

it("has nothing left to do once closed", () => {
  const closed = { ...round, state: "closed" as const, closed_at: "2028-04-02T08:00:00Z" };
  expect(storyOf(closed).every(({ state }) => state === "done")).toBe(true);
});
