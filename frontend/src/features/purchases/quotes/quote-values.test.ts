import { expect, it } from "vitest";
import {
  costOf,
  exampleTiers,
  exampleVolume,
  faultOf,
  freshQuote,
  type QuoteValues,
  termsOf,
} from "@/features/purchases/quotes/quote-values";

const item = { id: "i", position: 1, name: "Gants", reference: null, unit: "boîte de 100" };
const blank = freshQuote({ items: [item] }, { award_on: "2027-03-15" });
const typed: QuoteValues = {
  ...blank,
  supplier_id: "s",
  mode: "all_units",
  prices: [
    {
      item_id: "i",
      minimum: "",
      tiers: [
        { from_volume: 1, unit_price: 5.2 },
        { from_volume: 10_000, unit_price: "4.05" },
      ],
    },
  ],
};

it("shows how far the two ways to read a price list are from each other", () => {
  expect(exampleVolume(exampleTiers)).toBe(10_100);
  expect(costOf(10_100, exampleTiers, "all_units")).toBe(4_090_500);
  expect(costOf(10_100, exampleTiers, "incremental")).toBe(4_752_885);
});

it("asks for what is missing, one thing at a time", () => {
  expect(faultOf(blank)).toBe("supplier");
  expect(faultOf({ ...typed, supplier_id: null }, true)).toBeNull();
  expect(faultOf({ ...typed, mode: "" })).toBe("mode");
  expect(faultOf({ ...blank, supplier_id: "s" })).toBe("prices");
  const down = [
    { from_volume: 1, unit_price: 5 },
    { from_volume: 1, unit_price: 4 },
  ];
  expect(faultOf({ ...typed, prices: [{ item_id: "i", minimum: "", tiers: down }] })).toBe("order");
  expect(faultOf({ ...typed, has_rebate: true })).toBe("rebate");
  expect(faultOf(typed)).toBeNull();
});

it("sends exact integers", () => {
  const sent = termsOf({
    ...typed,
    fixed_cents: 12.5,
    has_rebate: true,
    steps: [{ from: 40_000, rate: 2 }],
  });
  expect(sent.prices[0]?.tiers).toEqual([
    { from_volume: 1, unit_price: 52_000 },
    { from_volume: 10_000, unit_price: 40_500 },
  ]);
  expect(sent.fixed_cents).toBe(1250);
  expect(sent.minimum_cents).toBeNull();
  expect(sent.rebate).toEqual({ paid_to: "members", steps: [{ from_cents: 4_000_000, rate_bp: 200 }] });
});
