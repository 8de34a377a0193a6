import { expect, it } from "vitest";
import { centsOf, imbalanceBp, isWithin, valueCents } from "@/features/partnerships/value";

it("values promises to the cent: 96 placements of 18 hours at 32.00", () => {
  expect(valueCents(96, 18, 3200)).toBe(5_529_600);
  expect(valueCents(24, 1, 115_000) + valueCents(36, 3, 11_000)).toBe(3_948_000);
});

it("rounds half a cent up, once, at the end", () => {
  expect(valueCents(1, 1.5, 3)).toBe(5);
  expect(valueCents(3, 0.3333, 100)).toBe(100);
});

it("measures the imbalance against the larger side, and the tolerance before rounding", () => {
  expect(imbalanceBp(3_948_000, 5_529_600)).toBe(2860);
  expect(imbalanceBp(0, 0)).toBe(0);
  expect(isWithin(85_000, 100_000, 1500)).toBe(true);
  expect(isWithin(84_999, 100_000, 1500)).toBe(false);
});

it("brings the sides within tolerance with seven more training days, not six", () => {
  expect(isWithin(3_948_000 + valueCents(7, 1, 115_000), 5_529_600, 1500)).toBe(true);
  expect(isWithin(3_948_000 + valueCents(6, 1, 115_000), 5_529_600, 1500)).toBe(false);
});

it("reads euros as cents", () => {
  expect(centsOf(1150.5)).toBe(115_050);
  expect(centsOf(0.29)).toBe(29);
});
