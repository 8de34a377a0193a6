import { expect, it } from "vitest";
import { codesOf, type Key, sharesIn } from "@/features/allocations/figures-codes";

const key = (parts: Key["parts"], rule: Key["rule"] = "parts"): Key => ({
  name: "Clé",
  rule,
  parts: parts ?? [],
});

it("asks once for each figure that the keys name, filters included", () => {
  const beds = key([
    { basis: "figure", code: "beds", weight_bp: 5_000 },
    { basis: "equal", weight_bp: 5_000, only: { code: "fte", at_least: 100 } },
  ]);
  const found = codesOf([
    { name: "Qualité", key: beds },
    { name: "Cuisine", key: key([{ basis: "figure", code: "beds", weight_bp: 10_000 }]) },
    { name: "Véhicule", key: key([{ basis: "usage", code: "km", weight_bp: 10_000 }]) },
    { name: "Minibus", key: key([], "arrival") },
    { name: "Sans clé", key: undefined },
  ]);
  expect(found).toEqual([
    { kind: "figure", code: "beds", lines: ["Qualité", "Cuisine"] },
    { kind: "figure", code: "fte", lines: ["Qualité"] },
    { kind: "usage", code: "km", lines: ["Véhicule"] },
  ]);
});

it("counts who is there during the period, observers apart", () => {
  const year = { starts_on: "2027-01-01", ends_on: "2027-12-31" };
  const party = { role: "party", state: "accepted", joined_on: "2020-01-01", left_on: null };
  expect(sharesIn(party, year)).toBe(true);
  expect(sharesIn({ ...party, role: "observer" }, year)).toBe(false);
  expect(sharesIn({ ...party, state: "invited" }, year)).toBe(false);
  expect(sharesIn({ ...party, joined_on: "2028-01-01" }, year)).toBe(false);
  expect(sharesIn({ ...party, state: "left", left_on: "2026-12-31" }, year)).toBe(false);
  expect(sharesIn({ ...party, state: "left", left_on: "2027-06-30" }, year)).toBe(true);
});
