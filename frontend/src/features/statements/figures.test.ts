import { expect, it } from "vitest";
import { ages, barOf } from "@/features/statements/ages";
import { centsOf, sideOf, standingOf } from "@/features/statements/figures";

const call = {
  id: "1",
  mine: true,
  to_pool: true,
  issuer_id: "lead",
  amount_cents: 458_083,
  remaining_cents: 458_083,
  overdue_days: 0,
  due_on: "2027-03-31",
  state: "issued" as const,
};

it("says who is to pay what is left: us, somebody to us, or neither", () => {
  expect(sideOf(call, "us")).toBe("we_owe");
  expect(sideOf({ ...call, amount_cents: -1 }, "us")).toBe("owed_to_us");
  expect(sideOf({ ...call, mine: false, to_pool: false, issuer_id: "us" }, "us")).toBe("owed_to_us");
  // What the pool is owed is not owed to its lead.
  expect(sideOf({ ...call, mine: false, issuer_id: "us" }, "us")).toBeNull();
  expect(sideOf({ ...call, mine: false, amount_cents: -1, issuer_id: "us" }, "us")).toBeNull();
  expect(sideOf({ ...call, state: "settled" }, "us")).toBeNull();
});

it("puts late ones first and adds what is left, not what was asked", () => {
  const standing = standingOf(
    [
      { ...call, id: "c", due_on: "2027-06-30" },
      { ...call, id: "b", remaining_cents: 100 },
      { ...call, id: "late", due_on: "2027-01-01", overdue_days: 12, remaining_cents: 7 },
      { ...call, id: "credit", amount_cents: -900, remaining_cents: 900 },
    ],
    "us",
  );
  expect(standing.late.map(({ id }) => id)).toEqual(["late"]);
  expect(standing.coming.map(({ id }) => id)).toEqual(["b", "c"]);
  expect([standing.lateCents, standing.comingCents, standing.owedToUsCents]).toEqual([7, 458_183, 900]);
});

it("counts typed euros in whole cents", () => {
  expect([centsOf(1150.5), centsOf("0.07"), centsOf(4580.83)]).toEqual([115_050, 7, 458_083]);
});

it("draws each age of a debt on the scale of the largest", () => {
  const line = {
    days_0_30_cents: 100,
    days_31_60_cents: 0,
    days_61_90_cents: 300,
    days_over_90_cents: 0,
    total_cents: 400,
  };
  expect(barOf(line, 800)).toEqual([
    { age: "days_0_30", from: 0, width: 12.5 },
    { age: "days_61_90", from: 12.5, width: 37.5 },
  ]);
  expect(ages).toHaveLength(4);
});
