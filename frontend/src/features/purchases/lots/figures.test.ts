import { expect, it } from "vitest";
import {
  averageOf,
  formatPoints,
  nextRung,
  originsOf,
  reachedRung,
  stairsOf,
} from "@/features/purchases/lots/figures";
import { readLotSearch } from "@/features/purchases/lots/lot-search";

const told = (volume: number) =>
  [
    [1, 52_000],
    [2_500, 48_500],
    [5_000, 44_000],
    [10_000, 40_500],
  ].map(([from = 0, price = 0]) => ({
    from_volume: from,
    unit_price: price,
    reached: volume >= from,
    missing: Math.max(0, from - volume),
    drop_bp: volume >= from ? null : 795,
  }));

it("writes points as they are marked", () => {
  expect(formatPoints(9_300, "fr")).toBe("93,00");
  expect(formatPoints(8_224, "en")).toBe("82.24");
});

it("finds the step reached and the one that comes next", () => {
  expect(reachedRung(told(7_900))?.unit_price).toBe(44_000);
  expect(nextRung(told(7_900))?.missing).toBe(2_100);
  expect(nextRung(told(10_100))).toBeNull();
});

it("knows no step where the total is not told", () => {
  const sealed = told(1).map((rung) => ({ ...rung, reached: null, missing: null, drop_bp: null }));
  expect(reachedRung(sealed)).toBeNull();
  expect(nextRung(sealed)).toBeNull();
  expect(stairsOf(sealed, null).at).toBeNull();
});

it("draws stairs that go down to the right, the one we stand on apart", () => {
  const { steps, at } = stairsOf(told(7_900), 7_900);
  expect(steps.map(({ reached }) => reached)).toEqual([false, false, true, false]);
  expect(steps[0]?.height).toBe(100);
  expect(steps[3]?.height).toBeLessThan(80);
  expect(at).toBeCloseTo((7_900 / 12_000) * 100);
  const covered = steps.reduce((sum, { width }) => sum + width, 0);
  expect(covered).toBeCloseTo(100);
});

it("says what of a gain comes from the quote, and what from the group", () => {
  const member = {
    cents: 486_000,
    compared_cents: 486_000,
    reference_cents: 612_000,
    alone_cents: 624_000,
    alone_possible: true,
    gain_cents: 126_000,
  };
  expect(originsOf(member)).toEqual({ quote: -12_000, group: 138_000 });
  expect(originsOf({ ...member, compared_cents: 100 })).toBeNull();
  expect(originsOf({ ...member, alone_possible: false })).toBeNull();
});

it("averages a price in ten-thousandths of a euro", () => {
  expect(averageOf(486_000, 1_200)).toBe(40_500);
  expect(averageOf(100, 0)).toBeNull();
});

it("takes only an identifier from the address", () => {
  expect(readLotSearch({ quote: "<script>" })).toEqual({ quote: undefined });
});
