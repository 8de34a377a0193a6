import { expect, it } from "vitest";
import { barTo, missingApprovals } from "@/features/funds/approving";
import type { Payment } from "@/features/funds/words";

const approval = (organisation_id: string) => ({
  organisation_id,
  organisation_name: organisation_id,
  approved_at: "2026-11-23T09:00:00Z",
});

const payment = (more: Partial<Payment> = {}) =>
  ({ may_approve: true, beneficiary_id: null, approvals: [], approvals_needed: 2, ...more }) as Payment;

const taking = { takes_part: true };

it("lets another organisation approve, if the mandate allows to spend", () => {
  expect(barTo(payment({ approvals: [approval("s01")] }), taking, "s02", true)).toBeNull();
  expect(barTo(payment(), taking, "s02", false)).toBe("mandate");
});

it("says why one does not approve: paid oneself, already done, only reading", () => {
  const done = payment({ may_approve: false, approvals: [approval("s01")] });
  expect(barTo(payment({ may_approve: false, beneficiary_id: "s01" }), taking, "s01", true)).toBe(
    "own_payment",
  );
  expect(barTo(done, taking, "s01", true)).toBe("already_approved");
  expect(barTo(done, taking, "s01", false)).toBe("already_approved");
  expect(barTo(payment({ may_approve: false }), { takes_part: false }, "s09", true)).toBe("not_taking_part");
});

it("counts the approvals still missing, never below none", () => {
  expect(missingApprovals(payment({ approvals: [approval("s01")] }))).toBe(1);
  expect(
    missingApprovals(payment({ approvals_needed: 1, approvals: [approval("s01"), approval("s02")] })),
  ).toBe(0);
});
