import { expect, it } from "vitest";
import { bodyOf, emptyLine, initialBill, lineCents, totalCents } from "@/features/statements/bill-values";
import { barOf } from "@/features/statements/lending";

it("comes to the same cent as the service: to the nearest, half a cent up", () => {
  const line = emptyLine();
  expect(lineCents({ ...line, quantity: 24.5, unit: "HOUR/2", unit_price_cents: 15.3 })).toBe(37_485);
  expect(lineCents({ ...line, quantity: 0.5, unit: "HOUR/2", unit_price_cents: 0.01 })).toBe(1);
  expect(lineCents({ ...line, quantity: 0.33, unit: "HOUR/2", unit_price_cents: 0.01 })).toBe(0);
  expect(lineCents({ ...line, quantity: 3, unit: "MEAL/0", unit_price_cents: 14.5 })).toBe(4350);
  // Beyond what a floating point number counts exactly.
  expect(lineCents({ ...line, quantity: 999_999.99, unit: "HOUR/2", unit_price_cents: 9_999_999.99 })).toBe(
    999_999_989_000_000,
  );
  expect(lineCents({ ...line, quantity: "", unit_price_cents: 3 })).toBeNull();
});

it("adds lines as they are typed, and sends them in the smallest units", () => {
  const first = {
    ...emptyLine(),
    label: " Salaire ",
    kind: "wages" as const,
    quantity: 24.5,
    unit_price_cents: 15.3,
  };
  const lines = [first, emptyLine(first)];
  expect(totalCents(lines)).toBe(37_485);
  expect(lines[1]).toMatchObject({ kind: "wages", unit: "HOUR/2", label: "" });
  expect(bodyOf(initialBill("a1", "2027-03-10"))).toBeNull();
  expect(
    bodyOf({ ...initialBill("a1", "2027-03-10"), organisation_id: "o2", title: " Prêt ", lines: [first] }),
  ).toEqual({
    agreement_id: "a1",
    organisation_id: "o2",
    title: "Prêt",
    starts_on: "2027-02-01",
    ends_on: "2027-02-28",
    due_on: "2027-04-09",
    vat_category: "out_of_scope",
    lines: [{ label: "Salaire", kind: "wages", quantity: 2450, unit: "HOUR/2", unit_price_cents: 1530 }],
  });
});

it("says what the law, then the rules of the agreement, exclude for lent staff", () => {
  const rules = { staff_lending: { billable: ["wages" as const, "flat_fee" as const] } };
  expect(["supply", "wages", "expenses", "flat_fee"].map((kind) => barOf(kind as "wages", rules))).toEqual([
    null,
    null,
    "rules",
    "law",
  ]);
  expect(barOf("expenses", undefined)).toBeNull();
});
