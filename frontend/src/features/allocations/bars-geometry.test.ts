import { expect, it } from "vitest";
import { barOf, scaleOf } from "@/features/allocations/bars-geometry";

const whole = { least: 0, most: 20_000 };

it("draws alone as what is paid here and what is saved", () => {
  const bar = barOf({ cents: 5_000, alone_cents: 15_000 }, whole);
  expect(bar.here).toEqual({ from: 0, width: 25 });
  expect(bar.saved).toEqual({ from: 25, width: 50 });
  expect(bar.extra).toBeNull();
});

it("draws apart what is paid beyond the price alone", () => {
  const bar = barOf({ cents: 15_000, alone_cents: 10_000 }, whole);
  expect(bar.here).toEqual({ from: 0, width: 50 });
  expect(bar.extra).toEqual({ from: 50, width: 25 });
  expect(bar.saved).toBeNull();
});

it("draws what is paid alone on its own when no price alone is known", () => {
  expect(barOf({ cents: 10_000, alone_cents: null }, whole)).toEqual({
    zero: 0,
    here: { from: 0, width: 50 },
    saved: null,
    extra: null,
  });
});

it("keeps one scale for all, from zero or from the largest credit", () => {
  const paid = [
    { cents: 5_000, alone_cents: 15_000 },
    { cents: -5_000, alone_cents: null },
  ];
  expect(scaleOf(paid)).toEqual({ least: -5_000, most: 15_000 });
  expect(barOf(paid[1] ?? { cents: 0, alone_cents: null }, scaleOf(paid))).toMatchObject({
    zero: 25,
    here: { from: 0, width: 25 },
  });
});

it("draws nothing of a run where nobody pays", () => {
  expect(barOf({ cents: 0, alone_cents: 0 }, scaleOf([])).here).toEqual({ from: 0, width: 0 });
});
