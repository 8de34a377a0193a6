import { expect, it } from "vitest";
import { mayBePutToVote, storyOf } from "@/features/funds/story";
import type { Project } from "@/features/funds/words";

const project = (more: Partial<Project>): Project =>
  ({
    state: "submitted",
    decision: null,
    committed_cents: 0,
    paid_cents: 0,
    released_cents: 0,
    remaining_cents: 0,
    created_at: "2026-02-01T09:00:00Z",
    submitted_at: "2026-02-10T09:00:00Z",
    committed_at: null,
    closed_at: null,
    ...more,
  }) as Project;

const decision = (state: string, outcome: string | null, effect_state = "none") =>
  ({ id: "d", number: 4, title: "", state, outcome, effect_state }) as Project["decision"];

const told = (more: Partial<Project>) =>
  storyOf(project(more))
    .map(({ name, state }) => `${name} ${state}`)
    .join(", ");

it("begins with a draft that nobody else reads", () => {
  expect(told({ state: "draft", submitted_at: null })).toBe(
    "draft now, submitted todo, voted todo, committed todo, paid todo, closed todo",
  );
});

it("awaits the vote once presented, again when too few voted", () => {
  const waiting = "draft done, submitted done, voted now, committed todo, paid todo, closed todo";
  expect(told({})).toBe(waiting);
  expect(told({ decision: decision("closed", "no_quorum") })).toBe(waiting);
});

it("awaits the money once adopted", () => {
  expect(told({ state: "conditional", decision: decision("closed", "adopted", "conditional") })).toBe(
    "draft done, submitted done, voted done, committed now, paid todo, closed todo",
  );
});

it("awaits another vote if the adopted one found no money", () => {
  expect(told({ decision: decision("closed", "adopted", "refused") })).toBe(
    "draft done, submitted done, voted now, committed todo, paid todo, closed todo",
  );
});

it("is paid, then closed", () => {
  const committed = {
    state: "committed",
    committed_at: "2026-03-01T09:00:00Z",
    committed_cents: 100,
  } as const;
  expect(told({ ...committed, paid_cents: 40, remaining_cents: 60 })).toBe(
    "draft done, submitted done, voted done, committed done, paid now, closed todo",
  );
  expect(told({ ...committed, paid_cents: 100 })).toBe(
    "draft done, submitted done, voted done, committed done, paid done, closed now",
  );
  expect(told({ ...committed, state: "closed", paid_cents: 40, released_cents: 60 })).toBe(
    "draft done, submitted done, voted done, committed done, paid done, closed done",
  );
});

it("stops where it is rejected or withdrawn", () => {
  expect(told({ state: "rejected" })).toBe("draft done, submitted done, voted stopped");
  expect(told({ state: "withdrawn", submitted_at: null })).toBe("draft done, withdrawn stopped");
});

it("is put to the vote when presented and nobody is asked already", () => {
  expect(mayBePutToVote(project({}))).toBe(true);
  expect(mayBePutToVote(project({ decision: decision("closed", "adopted", "refused") }))).toBe(true);
  expect(mayBePutToVote(project({ decision: decision("open", null) }))).toBe(false);
  expect(mayBePutToVote(project({ decision: decision("closed", "no_quorum") }))).toBe(false);
  expect(mayBePutToVote(project({ state: "draft" }))).toBe(false);
});
