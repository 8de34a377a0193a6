import { expect, it } from "vitest";
import { barOf, byGain, headlineOf, scaleOf, zeroOf } from "@/features/purchases/savings/figures";
import { readYearSearch } from "@/features/purchases/savings/search";
import type { SavingsSum } from "@/features/purchases/savings/words";

const sum = (gain: number, rebate = 0): SavingsSum => ({
  spend_cents: 0,
  compared_cents: 0,
  reference_cents: 0,
  gain_cents: gain,
  gain_bp: null,
  avoided_cents: 0,
  rebate_cents: rebate,
  net_gain_cents: gain + rebate,
  twelve_months_cents: gain + rebate,
  years: [],
});
const salette = { forecast: sum(126_000), actual: sum(80_500, 10_120), difference_cents: -45_500 };
const tilleuls = { forecast: sum(-22_000), actual: sum(-94_500, 18_480), difference_cents: -72_500 };
const waiting = { forecast: sum(60_000), actual: null, difference_cents: null };

it("says what was really saved with its rebate, or what is expected, or that nothing is known", () => {
  expect(headlineOf(salette)).toEqual({ stage: "actual", cents: 90_620, forecast: 126_000, rebate: 10_120 });
  expect(headlineOf(tilleuls)).toMatchObject({ stage: "actual", cents: -76_020 });
  expect(headlineOf(waiting)).toEqual({ stage: "forecast", cents: 60_000 });
  expect(headlineOf({ forecast: null, actual: null, difference_cents: null })).toEqual({ stage: "none" });
});

it("draws losses to the left of zero, gains to its right, on one scale", () => {
  const scale = scaleOf([salette, tilleuls]);
  expect(scale).toEqual({ low: -76_020, high: 126_000 });
  const zero = zeroOf(scale);
  expect(barOf(126_000, scale)).toMatchObject({ from: zero, isLoss: false });
  const loss = barOf(-76_020, scale);
  expect(loss).toMatchObject({ from: 0, isLoss: true });
  expect(loss.width).toBeCloseTo(zero);
  expect(scaleOf([])).toEqual({ low: 0, high: 0 });
  expect(barOf(0, scaleOf([]))).toEqual({ from: 0, width: 0, isLoss: false });
});

it("puts who loses last", () => {
  expect(byGain([tilleuls, waiting, salette])).toEqual([salette, waiting, tilleuls]);
});

it("reads the address of a year", () => {
  const agreement = "019b8b74-1800-7139-830d-4754ecc47e9e";
  expect(readYearSearch({ agreement, year: 2026, who: "all" })).toEqual({
    agreement,
    year: 2026,
    who: "all",
  });
  expect(readYearSearch({ agreement: "x", year: "hier", who: "eux" })).toEqual({});
});
