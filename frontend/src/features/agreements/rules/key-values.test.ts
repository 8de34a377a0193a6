import { describe, expect, it } from "vitest";
import {
  keyOf,
  keyPlaces,
  keyValues,
  newKey,
  newLimit,
  newPart,
  newTariff,
  tariffOf,
  tariffPlaces,
  tariffValues,
  withRule,
} from "@/features/agreements/rules/key-values";
import { partyOptions, type Sharer } from "@/features/agreements/rules/parties";
import type { Rulebook } from "@/features/agreements/rules/words";

const key: Rulebook["allocation_keys"][number] = {
  name: "Informatique",
  rule: "parts",
  parts: [
    { basis: "equal", code: null, weight_bp: 4_000, only: { code: "fte", at_least: 1_250, at_most: null } },
    { basis: "figure", code: "beds", weight_bp: 6_000, only: { code: "beds", at_least: 0, at_most: 80 } },
  ],
  excluded: ["a"],
  limits: [
    { kind: "floor", cents: 0, share_bp: null, organisation_ids: [] },
    { kind: "cap", cents: null, share_bp: 2_550, organisation_ids: ["b"] },
  ],
};
const tariff = { name: "Accueil", fixed_cents: 60_000, per_unit_cents: 944, code: "beds" };

describe("a key", () => {
  it("opens as it was adopted and, untouched, is sent the same", () => {
    const fair = { ...key, rule: "arrival", parts: [] } as typeof key;
    expect(keyOf(keyValues(key))).toEqual(key);
    expect(keyOf(keyValues(fair))).toEqual(fair);
  });

  it("is typed in euros, in percent and in the unit of each figure", () => {
    const { parts, limits } = keyValues(key);
    expect(parts.map(({ only }) => [only.at_least, only.at_most])).toEqual([
      [12.5, ""],
      [0, 80],
    ]);
    expect(limits.map(({ bound, cents, share_bp }) => [bound, cents, share_bp])).toEqual([
      ["cents", 0, ""],
      ["share_bp", "", 25.5],
    ]);
  });

  it("says nothing of what a choice hides", () => {
    const typed = keyValues(key);
    expect(keyOf({ ...typed, rule: "least_unhappy" }).parts).toEqual([]);
    const [part = newPart(100)] = typed.parts;
    expect(keyOf({ ...typed, parts: [{ ...part, only: { ...part.only, asked: false } }] }).parts).toEqual([
      { basis: "equal", code: null, weight_bp: 4_000, only: null },
    ]);
    const cap = { ...newLimit("cap"), cents: 500, share_bp: 20, bound: "share_bp" as const };
    expect(keyOf({ ...typed, limits: [cap] }).limits).toEqual([
      { kind: "cap", cents: null, share_bp: 2_000, organisation_ids: [] },
    ]);
  });

  it("keeps its parts through a fair rule, and has one when it comes back without any", () => {
    const typed = keyValues(key);
    expect(withRule(withRule(typed, "arrival"), "parts").parts).toEqual(typed.parts);
    expect(withRule({ ...typed, parts: [] }, "parts").parts).toHaveLength(1);
  });

  it("asks for a name, shares and bounds", () => {
    const part = newPart("");
    const asked = { ...part, only: { ...part.only, asked: true } };
    const empty = (typed: ReturnType<typeof newKey>) =>
      keyPlaces(typed, 2).flatMap(([path, value]) => (value === "" ? [path] : []));
    expect(empty({ ...newKey(), parts: [asked], limits: [newLimit("floor")] })).toEqual([
      "allocation_keys.2.name",
      "allocation_keys.2.parts.0.weight_bp",
      "allocation_keys.2.parts.0.only.at_least",
      "allocation_keys.2.limits.0.cents",
    ]);
    expect(empty({ ...newKey(), name: "Paie", rule: "arrival", parts: [asked] })).toEqual([]);
    const half = { ...asked, weight_bp: 100, only: { ...asked.only, at_most: 30 } };
    expect(empty({ ...newKey(), name: "Paie", parts: [half] })).toEqual([]);
  });
});

describe("a tariff", () => {
  it("opens as it was adopted and, untouched, is sent the same", () => {
    expect(tariffOf(tariffValues(tariff))).toEqual(tariff);
    const fixed = { ...tariff, per_unit_cents: 0, code: null };
    expect(tariffOf(tariffValues(fixed))).toEqual(fixed);
  });

  it("has a price: a sum, or so much for each", () => {
    const empty = (typed: ReturnType<typeof newTariff>) =>
      tariffPlaces(typed, 0).flatMap(([path, value]) => (value === "" ? [path] : []));
    expect(empty(newTariff())).toEqual(["joining_tariffs.0.name", "joining_tariffs.0.fixed_cents"]);
    expect(empty({ ...newTariff(), name: "Accueil", code: "beds" })).toEqual([
      "joining_tariffs.0.per_unit_cents",
    ]);
    expect(tariffOf({ ...newTariff(), name: "Accueil", code: "beds", per_unit_cents: 9.44 })).toEqual({
      ...tariff,
      fixed_cents: 0,
    });
  });
});

describe("whom a key may name", () => {
  const party = (organisation_id: string, more: Partial<Sharer> = {}): Sharer => ({
    organisation_id,
    organisation_name: organisation_id.toUpperCase(),
    role: "party",
    state: "accepted",
    ...more,
  });
  const parties = [
    party("a"),
    party("b", { state: "invited" }),
    party("c", { role: "observer" }),
    party("d", { state: "left" }),
    party("e", { state: "requested" }),
  ];
  it("is who shares the costs", () => {
    expect(partyOptions(parties, [], "?").map(({ value }) => value)).toEqual(["a", "b"]);
  });
  it("is also who is named already, even gone or unknown", () => {
    expect(partyOptions(parties, ["d", "x"], "?").map(({ label }) => label)).toEqual(["A", "B", "D", "?"]);
  });
});
