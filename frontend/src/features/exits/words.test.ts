import { expect, it } from "vitest";
import { type Instalment, isLate, quantityOf, type Settlement, unpaidCents } from "@/features/exits/words";

const part = (number: number, paidOn: string | null): Instalment => ({
  id: `part-${number}`,
  number,
  due_on: `2028-0${number}-30`,
  amount_cents: 176_250,
  paid_on: paidOn,
  transaction_id: null,
  version: 1,
});

it("adds up what is still to be paid", () => {
  const settlement = { instalments: [part(3, "2028-03-30"), part(6, null)] } as Settlement;
  expect(unpaidCents(settlement)).toBe(176_250);
});

it("calls late what is unpaid after its day, not on it", () => {
  expect([isLate(part(6, null), "2028-06-30"), isLate(part(6, null), "2028-07-01")]).toEqual([false, true]);
  expect(isLate(part(6, "2028-08-01"), "2028-09-01")).toBe(false);
});

it.each([
  ["HOUR/2", 1250, 12.5],
  ["NIGHT/0", 3, 3],
  ["KM/0", 120, 120],
])("reads %s", (unit, amount, value) => {
  expect(quantityOf(unit, amount)).toMatchObject({ value, name: { id: expect.any(String) } });
});

it("keeps the name of a unit it has no word for", () => {
  expect(quantityOf("BOX/0", 4)).toEqual({ value: 4, name: "box" });
});
