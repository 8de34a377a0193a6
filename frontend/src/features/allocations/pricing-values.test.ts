import { describe, expect, it } from "vitest";
import {
  faultOf,
  type LineValues,
  lineBody,
  lineValues,
  priceOf,
} from "@/features/allocations/pricing-values";

const tiers = [
  { from_quantity: 1, unit_price_cents: 30_000 },
  { from_quantity: 50, unit_price_cents: 25_000 },
];

describe("the price of a quantity", () => {
  it("is that of the tier reached for the whole order, or each slice its own", () => {
    expect(priceOf(65, tiers, "all_units", 0)).toBe(65 * 25_000);
    // Forty-nine units at the first price, sixteen at the second.
    expect(priceOf(65, tiers, "incremental", 0)).toBe(49 * 30_000 + 16 * 25_000);
  });

  it("orders more when that costs less, for the whole order only", () => {
    expect(priceOf(45, tiers, "all_units", 0)).toBe(50 * 25_000);
    expect(priceOf(45, tiers, "incremental", 0)).toBe(45 * 30_000);
    expect(priceOf(10, tiers, "all_units", 0)).toBe(10 * 30_000);
  });

  it("adds what is paid once, and nothing for nothing", () => {
    expect(priceOf(1, tiers, "incremental", 500)).toBe(30_500);
    expect(priceOf(0, tiers, "all_units", 500)).toBe(0);
  });

  it("counts slices from 0 as quantities and from 1 as units, as the service does", () => {
    const fromNothing = [
      { from_quantity: 0, unit_price_cents: 10 },
      { from_quantity: 5, unit_price_cents: 8 },
    ];
    expect(priceOf(6, fromNothing, "incremental", 0)).toBe(5 * 10 + 8);
  });
});

const values = (more: Partial<LineValues> = {}, pricing: Partial<LineValues["pricing"]> = {}): LineValues => {
  const fresh = lineValues(undefined, ["a", "b"]);
  return {
    ...fresh,
    name: "Tablettes",
    key_name: "Clé",
    amount: 100,
    ...more,
    pricing: { ...fresh.pricing, ...pricing },
  };
};

const filled = [
  { from_quantity: 1, unit_price: 3 },
  { from_quantity: 50, unit_price: 2.5 },
];

describe("a line of costs", () => {
  it("never assumes how a price list applies", () => {
    expect(faultOf(values({ basis: "tiers" }, { tiers: filled }), undefined)).toBe("mode_missing");
    expect(faultOf(values({ basis: "tiers" }, { tiers: filled, mode: "incremental" }), undefined)).toBeNull();
  });

  it("wants every tier filled and rising", () => {
    expect(faultOf(values({ basis: "tiers" }), undefined)).toBe("tiers_missing");
    expect(faultOf(values({ basis: "tiers" }, { tiers: filled.toReversed() }), undefined)).toBe(
      "tiers_order",
    );
  });

  it("wants a price for every group, each once", () => {
    const group = (ids: string[], amount: number | string) => ({ organisation_ids: ids, amount });
    expect(faultOf(values({ basis: "groups" }), undefined)).toBe("groups_missing");
    const twice = [group(["a", "b"], 3), group(["b", "a"], 4)];
    expect(faultOf(values({ basis: "groups" }, { groups: twice }), undefined)).toBe("groups_twice");
    const each = [group(["a"], 3), group(["b"], 4)];
    expect(faultOf(values({ basis: "groups" }, { groups: each }), undefined)).toBeNull();
  });

  it("says before asking that a fair rule needs prices, and that a credit is shared by parts", () => {
    expect(faultOf(values({ basis: "alone" }), { rule: "arrival" })).toBe("prices_needed");
    expect(faultOf(values(), { rule: "parts" })).toBeNull();
    expect(faultOf(values({ amount: -10 }), { rule: "parts", limits: [{}] })).toBe("credit_by_parts");
    expect(faultOf(values({ amount: -10 }), { rule: "parts", limits: [] })).toBeNull();
  });

  it("sends cents, and prices with the basis of their name only", () => {
    const priced = lineBody(values({ basis: "tiers", amount: 1150.5 }, { tiers: filled, mode: "all_units" }));
    expect(priced).toMatchObject({
      amount_cents: 115_050,
      pricing: {
        mode: "all_units",
        tiers: [{ unit_price_cents: 300 }, { unit_price_cents: 250 }],
        groups: [],
      },
    });
    expect(lineBody(values({}, { tiers: filled, mode: "all_units" })).pricing).toBeNull();
  });
});
