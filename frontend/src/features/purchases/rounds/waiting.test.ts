import { describe, expect, it } from "vitest";
import { mayCloseNeeds, sortRounds, taskOf } from "@/features/purchases/rounds/waiting";
import type { RoundLine } from "@/features/purchases/words";

const today = "2027-01-20";

function round(change: Partial<RoundLine> = {}): RoundLine {
  return {
    id: "r1",
    agreement_id: "a1",
    agreement_name: "Moyens partagés",
    number: 1,
    title: "Gants nitrile 2027",
    state: "needs",
    needs_until: "2027-01-31",
    quotes_until: "2027-02-28",
    award_on: "2027-03-15",
    starts_on: "2027-04-01",
    ends_on: "2028-03-31",
    lots_count: 1,
    members_count: 14,
    answered_count: 9,
    mine: { asked: true, answered: false, undertaken: false },
    coordinates: false,
    ...change,
  };
}
const answered = { asked: true, answered: true, undertaken: true };

describe("what a round waits for", () => {
  it("is needs, from who was asked and has not answered", () => {
    expect(taskOf(round(), today)).toBe("state");
    expect(taskOf(round({ mine: answered }), today)).toBeNull();
    expect(taskOf(round({ mine: null }), today)).toBeNull();
  });

  it("is a look at the offers, from who needs something", () => {
    expect(taskOf(round({ state: "choice", mine: answered }), today)).toBe("choose");
    expect(taskOf(round({ state: "choice" }), today)).toBeNull();
  });

  it("is the next stage, from the coordinator, when it may begin", () => {
    const led = { coordinates: true, mine: null };
    expect(taskOf(round({ ...led, state: "draft" }), today)).toBe("prepare");
    expect(taskOf(round(led), today)).toBeNull();
    expect(taskOf(round({ ...led, answered_count: 14 }), today)).toBe("close_needs");
    expect(taskOf(round({ ...led, state: "quotes" }), today)).toBeNull();
    expect(taskOf(round({ ...led, state: "quotes" }), "2027-02-28")).toBe("open_quotes");
    expect(taskOf(round({ ...led, state: "choice" }), today)).toBe("award");
    expect(taskOf(round({ ...led, state: "orders" }), today)).toBeNull();
  });

  it("is the coordinator's own answer before anything else", () => {
    expect(taskOf(round({ coordinates: true, answered_count: 13 }), "2027-01-31")).toBe("state");
  });
});

it("lets a survey close on its last day, or once everybody answered", () => {
  expect(mayCloseNeeds(round(), "2027-01-30")).toBe(false);
  expect(mayCloseNeeds(round(), "2027-01-31")).toBe(true);
  expect(mayCloseNeeds(round({ answered_count: 14 }), "2027-01-02")).toBe(true);
});

it("puts what waits first, the soonest before the others, and what is over apart", () => {
  const late = round({ id: "late", state: "choice", mine: answered });
  const { waiting, running, past } = sortRounds(
    [late, round(), round({ id: "run", mine: answered }), round({ id: "old", state: "closed" })],
    today,
  );
  expect(waiting.map((one) => one.round.id)).toEqual(["r1", "late"]);
  expect(running.map(({ id }) => id)).toEqual(["run"]);
  expect(past.map(({ id }) => id)).toEqual(["old"]);
});
