import { expect, it } from "vitest";
import { criteriaOf, linesOf, newCriterion, totalOf } from "@/features/purchases/rounds/criteria";
import type { Criterion } from "@/features/purchases/words";

const price: Criterion = { code: "price", kind: "price", name: "Prix", weight: 60, note: null };

it("keeps the code of a criterion, and gives new ones that of their kind", () => {
  const fresh = { ...newCriterion("quality", " Qualité "), weight: 30, note: " Sur échantillon " };
  const again = { ...newCriterion("quality", "Tenue"), weight: "10" };
  expect(criteriaOf([...linesOf([price]), fresh, again])).toEqual([
    price,
    { code: "quality", kind: "quality", name: "Qualité", weight: 30, note: "Sur échantillon" },
    { code: "quality_2", kind: "quality", name: "Tenue", weight: 10, note: null },
  ]);
});

it("adds up what is typed so far", () => {
  expect(totalOf([{ weight: 60 }, { weight: "" }, { weight: "25" }])).toBe(85);
});
