import { describe, expect, it } from "vitest";
import { isAccountNumber } from "@/features/accounting/numbers";
import { hasOpening, meaningsOf, rowsOf, yearsFrom } from "@/features/accounting/rows";
import { readAccountingSearch } from "@/features/accounting/search";
import type { BalanceLine, Code } from "@/features/accounting/words";

const none = {
  opening_debit_cents: 0,
  opening_credit_cents: 0,
  debit_cents: 0,
  credit_cents: 0,
  closing_debit_cents: 0,
  closing_credit_cents: 0,
};
const line = (number: string, more: Partial<BalanceLine> = {}): BalanceLine => ({
  number,
  name: number,
  third_number: null,
  third_name: null,
  ...none,
  ...more,
});

describe("the balance", () => {
  it("ends with its total, and tells apart the same account of two organisations", () => {
    const thirds = [line("467100", { third_number: "A" }), line("467100", { third_number: "B" })];
    expect(rowsOf(thirds, null, "Total").map(({ key }) => key)).toEqual(["467100/A", "467100/B"]);
    const rows = rowsOf([line("512000", { debit_cents: 5 })], { ...none, debit_cents: 5 }, "Total");
    expect(rows.map(({ number, name, debit_cents }) => [number, name, debit_cents])).toEqual([
      ["512000", "512000", 5],
      [null, "Total", 5],
    ]);
  });

  it("shows what was there before the year only when something was", () => {
    expect(hasOpening([line("512000")])).toBe(false);
    expect(hasOpening([line("512000"), line("103400", { opening_credit_cents: 1 })])).toBe(true);
  });

  it("says what an account gathers", () => {
    const code = (number: string, meaning: string) => ({ number, meaning }) as Code;
    const codes = [
      code("512000", "L’extérieur"),
      code("512000", "Les moyens propres"),
      code("628000", "Les dépenses"),
    ];
    expect(meaningsOf("512000", codes)).toEqual(["L’extérieur", "Les moyens propres"]);
    expect(meaningsOf("120000", codes)).toEqual([]);
  });
});

it("offers the years of the agreement, the last first", () => {
  expect(yearsFrom("2024-05-01", "2026-11-23")).toEqual([2026, 2025, 2024]);
  expect(yearsFrom("2027-01-01", "2026-11-23")).toEqual([2026]);
  expect(yearsFrom(null, "2026-11-23")).toEqual([2026]);
  expect(yearsFrom("1950-01-01", "2026-11-23")).toHaveLength(31);
});

it("reads a year of the address, and drops what is none", () => {
  expect(readAccountingSearch({ year: "2026", view: "codes" })).toEqual({ year: 2026, view: "codes" });
  expect(readAccountingSearch({ year: "26", view: "x" })).toEqual({ year: undefined, view: undefined });
});

it.each([
  ["756200", true],
  ["512", true],
  ["7562000000", true],
  ["75620000001", false],
  ["51", false],
  ["120000", false],
  ["865000", false],
  ["7a0", false],
])("takes %s as a number of account: %s", (number, taken) => {
  expect(isAccountNumber(number)).toBe(taken);
});
