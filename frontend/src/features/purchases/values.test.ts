import { expect, it } from "vitest";
import { eurosOf, formatRate, formatUnitPrice, unitPriceOf } from "@/features/purchases/values";
import { manyOf } from "@/features/purchases/words";

const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, " ");

it("writes prices of a unit with two to four decimals", () => {
  expect(plain(formatUnitPrice(40_500, "fr"))).toBe("4,05 €");
  expect(plain(formatUnitPrice(325, "fr"))).toBe("0,0325 €");
  expect(formatUnitPrice(52_000, "en")).toBe("€5.20");
});

it("reads euros typed, and nothing else", () => {
  expect(unitPriceOf("4.05")).toBe(40_500);
  expect(unitPriceOf(0.0325)).toBe(325);
  expect(unitPriceOf("")).toBeNull();
  expect(unitPriceOf("-1")).toBeNull();
  expect(eurosOf(40_500)).toBe(4.05);
  expect(eurosOf(null)).toBe("");
});

it("never hides that a rate is negative", () => {
  expect(plain(formatRate(1433, "fr"))).toBe("14,33 %");
  expect(plain(formatRate(-400, "fr", { decimals: 0 }))).toBe("\u22124 %");
  expect(plain(formatRate(400, "fr", { decimals: 0, signed: true }))).toBe("+4 %");
});

it("says units of several", () => {
  expect(manyOf("boîte de 100", 120)).toBe("boîtes de 100");
  expect(manyOf("boîte de 100", 1)).toBe("boîte de 100");
  expect(manyOf("kg", 12)).toBe("kg");
  expect(manyOf("kWh", 12)).toBe("kWh");
  expect(manyOf("sac de 15 kg", 12)).toBe("sacs de 15 kg");
  expect(manyOf("rouleau", 12)).toBe("rouleaux");
  expect(manyOf("repas", 12)).toBe("repas");
});
