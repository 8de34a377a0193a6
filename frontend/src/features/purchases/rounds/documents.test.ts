import { expect, it } from "vitest";
import { kindsToAdd } from "@/features/purchases/rounds/documents";

const asked = { asked: true, answered: false, undertaken: false };
const all = { states: true, coordinates: true };

it("takes evidence while needs are surveyed, and the coordinator's documents until the end", () => {
  const member = { coordinates: false, mine: asked };
  expect(kindsToAdd({ ...member, state: "needs" }, all)).toEqual(["evidence"]);
  expect(kindsToAdd({ ...member, state: "quotes" }, all)).toEqual([]);
  const lead = { coordinates: true, mine: null };
  expect(kindsToAdd({ ...lead, state: "needs" }, all)).toContain("evidence");
  expect(kindsToAdd({ ...lead, state: "orders" }, all)).toContain("minutes");
  expect(kindsToAdd({ ...lead, state: "orders" }, all)).not.toContain("evidence");
  expect(kindsToAdd({ ...lead, state: "closed" }, all)).toEqual([]);
});

it("takes nothing without the mandate", () => {
  const round = { coordinates: true, mine: asked, state: "needs" } as const;
  expect(kindsToAdd(round, { states: false, coordinates: false })).toEqual([]);
  expect(kindsToAdd(round, { states: true, coordinates: false })).toEqual(["evidence"]);
});
