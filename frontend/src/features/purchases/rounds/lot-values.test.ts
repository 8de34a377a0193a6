import { expect, it } from "vitest";
import { itemsOf, lotValues, newItem } from "@/features/purchases/rounds/lot-values";

it("sends all the items of a lot in their order, those kept by their id", () => {
  const kept = { key: "i1", id: "i1", name: "Gants M", unit: "boîte de 100", reference: "EN 455" };
  const fresh = { ...newItem("boîte de 100"), name: " Gants L " };
  expect(itemsOf([fresh, kept])).toEqual([
    { name: "Gants L", unit: "boîte de 100", reference: null },
    { id: "i1", name: "Gants M", unit: "boîte de 100", reference: "EN 455" },
  ]);
});

it("begins a lot with one line to fill", () => {
  expect(lotValues(undefined).items).toHaveLength(1);
});
