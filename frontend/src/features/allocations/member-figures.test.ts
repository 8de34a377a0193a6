import { expect, it } from "vitest";
import { bareText, numberOf } from "@/features/allocations/member-figures";

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

it("says what all count for from the integers of the service", () => {
  expect(plain(bareText(1025, "BED/0", "fr"))).toBe("1 025");
  expect(plain(bareText(75_050, "FTE/2", "fr"))).toBe("750,5");
  expect(plain(bareText(5_812_000_000, "EUR/2", "fr"))).toBe("58 120 000,00 €");
  expect(bareText(15, null, "fr")).toBe("15");
});

it("reads a weight that counts presence", () => {
  expect(numberOf("184/365")).toBeCloseTo(0.504_109, 5);
  expect(numberOf("84")).toBe(84);
});
