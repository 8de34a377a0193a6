import { describe, expect, it } from "vitest";
import {
  barOf,
  boughtLots,
  departsFromRule,
  isOneUnit,
  keepsDifference,
  lotShown,
  orderDays,
  promisedRebate,
  rebateSplit,
  totalsOf,
} from "@/features/purchases/orders/figures";
import { readOrdersSearch } from "@/features/purchases/orders/search";
import {
  type ClosingItem,
  type LivePosition,
  type MemberPosition,
  type Order,
  shownAs,
} from "@/features/purchases/orders/words";
import type { Lot } from "@/features/purchases/words";

const lot = (id: string, state: Lot["state"], volumes = 0, optedOut = false) =>
  ({ id, state, my: { opted_out: optedOut, volumes_count: volumes } }) as Lot;

describe("the lot shown", () => {
  const lots = [lot("closed", "closed", 1), lot("other", "awarded"), lot("mine", "awarded", 2)];

  it("is the one asked, as long as it has a supplier", () => {
    const all = [...lots, lot("open", "open", 1)];
    expect(lotShown(boughtLots({ lots: all }), "closed")?.id).toBe("closed");
    expect(lotShown(boughtLots({ lots: all }), "open")?.id).toBe("mine");
  });
  it("is otherwise the first where one still has something to order", () => {
    expect(lotShown(lots, undefined)?.id).toBe("mine");
    expect(lotShown([lot("left", "awarded", 1, true), lot("closed", "closed", 1)], undefined)?.id).toBe(
      "left",
    );
    expect(lotShown([lot("a", "closed"), lot("b", "closed", 1)], undefined)?.id).toBe("b");
    expect(lotShown([], undefined)).toBeUndefined();
  });
});

describe("the days of an order", () => {
  const year = { starts_on: "2027-01-01", ends_on: "2027-12-31" };

  it("begin with the award where it comes before the contract, and end today", () => {
    const { first, last } = orderDays(year, { decided_at: "2026-11-23T23:30:00Z" }, "2026-12-02");
    expect([first, last]).toEqual(["2026-11-24", "2026-12-02"]);
  });
  it("end with the contract", () => {
    expect(orderDays(year, { decided_at: "2027-02-01T10:00:00Z" }, "2028-01-15")).toEqual({
      first: "2027-01-01",
      last: "2027-12-31",
    });
  });
});

const live = (changes: Partial<LivePosition>): LivePosition => ({
  committed_volume: 10_100,
  ordered_volume: 9_700,
  delivered_volume: 5_000,
  remaining_volume: 400,
  unit_price_committed: 40_500,
  unit_price_now: 40_500,
  unit_price_if_closed: 44_000,
  kept_start: 10_000,
  kept_missing: 300,
  next_step: { start: 10_000, unit_price: 40_500, missing: 300 },
  difference_cents: 339_500,
  ...changes,
});

describe("the bar of an item", () => {
  it("marks the step awarded once, and keeps every part within", () => {
    const bar = barOf(live({}));
    expect(bar.next).toBeNull();
    expect(bar.delivered).toBeLessThan(bar.ordered);
    expect(bar.ordered).toBeLessThan(bar.kept ?? 0);
    expect(bar.committed).toBeLessThan(100);
  });
  it("makes room for a further step, and marks none where the first price holds", () => {
    const further = barOf(live({ next_step: { start: 20_000, unit_price: 39_000, missing: 9_000 } }));
    expect(further.next).toBeGreaterThan(further.committed);
    expect(further.next).toBeLessThan(100);
    expect(barOf(live({ kept_start: 1, next_step: null })).kept).toBeNull();
    expect(
      barOf(live({ committed_volume: 0, ordered_volume: 0, kept_start: 0, next_step: null })).ordered,
    ).toBe(0);
  });
});

const member = (byOrders: number, byShortfall: number, adjustment: number) =>
  ({
    ordered_cents: 1_000,
    by_orders_cents: byOrders,
    by_shortfall_cents: byShortfall,
    adjustment_cents: adjustment,
  }) as MemberPosition;

describe("what a missed step costs", () => {
  it("is summed by each rule", () => {
    expect(totalsOf([member(40_250, 42_438, 40_250), member(28_000, 0, 28_000)])).toEqual({
      ordered_cents: 2_000,
      by_orders_cents: 68_250,
      by_shortfall_cents: 42_438,
      adjustment_cents: 68_250,
    });
  });
  it("departs from the rule where it would tell volumes", () => {
    expect(departsFromRule([member(1, 2, 1)], "by_orders")).toBe(false);
    expect(departsFromRule([member(1, 2, 1)], "by_shortfall")).toBe(true);
  });
  it("asks once more where the network keeps a difference", () => {
    const item = (applied: ClosingItem["applied"], cents: number) =>
      ({ applied, difference_cents: cents }) as ClosingItem;
    expect(keepsDifference([item("by_orders", 500), item("kept", 0)])).toBe(false);
    expect(keepsDifference([item("kept", -500)])).toBe(true);
  });
  it("adds up volumes of one unit alone", () => {
    expect(isOneUnit([{ unit: "kg" }, { unit: "kg" }])).toBe(true);
    expect(isOneUnit([{ unit: "kg" }, { unit: "litre" }])).toBe(false);
  });
});

describe("a rebate", () => {
  const volumes = [1_200, 800, 2_400, 600, 1_500, 950, 450, 2_200];
  const spent = volumes.map((volume) => volume * 405);

  it("is split by what each spent, to the cent, as the design's case says", () => {
    const { kept, shares } = rebateSplit(81_810, 0, spent);
    expect(kept).toBe(0);
    expect(shares[0]).toBe(9_720);
    expect(shares.reduce((sum, cents) => sum + cents, 0)).toBe(81_810);
  });
  it("leaves its part to the network first, half a cent up", () => {
    expect(rebateSplit(101, 5_000, [1, 1])).toEqual({ kept: 51, shares: [25, 25] });
  });
  it("gives the cents left over to the largest remainders, the first in order where they are equal", () => {
    expect(rebateSplit(10_000, 0, [1, 1, 1]).shares).toEqual([3_334, 3_333, 3_333]);
    expect(rebateSplit(100, 0, [1, 2]).shares).toEqual([33, 67]);
  });
  it("stays with the network where nobody spent anything", () => {
    expect(rebateSplit(500, 0, [0, -3])).toEqual({ kept: 500, shares: [0, 0] });
  });
  it("is promised by the last step reached, on the whole", () => {
    const steps = [
      { from_cents: 4_000_000, rate_bp: 200 },
      { from_cents: 6_000_000, rate_bp: 300 },
    ];
    expect(promisedRebate(steps, 4_268_000)).toEqual({ rateBp: 200, cents: 85_360 });
    expect(promisedRebate(steps, 3_999_999)).toEqual({ rateBp: 0, cents: 0 });
  });
});

describe("an order", () => {
  it("is partly received as soon as something came", () => {
    expect(shownAs({ state: "placed", delivered_volume: null } as Order)).toBe("waited");
    expect(shownAs({ state: "placed", delivered_volume: 3 } as Order)).toBe("partly");
    expect(shownAs({ state: "delivered", delivered_volume: 5 } as Order)).toBe("delivered");
  });
});

describe("the address of the orders", () => {
  it("keeps identifiers alone", () => {
    const id = "01a20765-b341-7e31-b164-2eca7c3c408d";
    expect(readOrdersSearch({ lot: id, organisation: "all", other: 1 })).toEqual({
      lot: id,
      organisation: undefined,
    });
  });
});
