import { describe, expect, it } from "vitest";
import { type Awaiting, daysUntil, type Home, isBeginning, pageOf } from "@/features/reports/words";

const thing: Awaiting = {
  kind: "booking_to_decide",
  id: "b",
  subject: "Minibus",
  subject_id: "s",
  agreement_id: null,
  agreement_kind: null,
  organisation_name: "Les Tilleuls",
  asked_at: null,
  due_on: null,
  may_act: true,
};

const nothing: Home = {
  awaiting: [],
  coming_bookings: [],
  money: { owes_cents: 0, overdue_cents: 0, next_due_on: null, owed_cents: 0, saved_cents: null },
  counts: { networks: 0, pools: 0, partnerships: 0, resources: 0, votes_open: 0, partners: 0 },
};

describe("what awaits", () => {
  it("leads to the page where it is answered", () => {
    expect(pageOf(thing)).toBe("/bookings/b");
    expect(pageOf({ ...thing, kind: "membership_to_answer" })).toBe("/networks/s");
    expect(pageOf({ ...thing, kind: "agreement_to_answer", agreement_kind: "pool" })).toBe("/pools/s");
    expect(pageOf({ ...thing, kind: "notice_deadline", agreement_kind: "partnership" })).toBe(
      "/partnerships/s",
    );
    expect(pageOf({ ...thing, kind: "vote_to_cast", id: "d" })).toBe("/decisions/d");
    expect(pageOf({ ...thing, kind: "decision_convened", id: "d" })).toBe("/decisions/d");
    expect(pageOf({ ...thing, kind: "payment_to_approve" })).toBe("/funds/s");
    expect(pageOf({ ...thing, kind: "statement_to_pay", id: "r" })).toBe("/statements/r");
    expect(pageOf({ ...thing, kind: "settlement_to_answer", id: "n" })).toBe("/settlements/n");
    expect(pageOf({ ...thing, kind: "allocation_to_review", id: "a" })).toBe("/allocations/a");
    expect(pageOf({ ...thing, kind: "needs_to_state" })).toBe("/purchases/s/needs");
    expect(pageOf({ ...thing, kind: "lot_to_choose", id: "l" })).toBe("/purchases/s/lots/l");
    expect(pageOf({ ...thing, kind: "order_to_place" })).toBe("/purchases/s/orders");
    expect(pageOf({ ...thing, kind: "round_to_run" })).toBe("/purchases/s");
    expect(pageOf({ ...thing, kind: "admission_to_answer", agreement_kind: "pool" })).toBe("/pools/s");
  });

  it("counts whole days, whatever the hour changes", () => {
    expect(daysUntil("2026-11-26", "2026-11-22")).toBe(4);
    expect(daysUntil("2026-10-26", "2026-10-24")).toBe(2);
    expect(daysUntil("2026-11-22", "2026-11-22")).toBe(0);
  });
});

describe("first steps", () => {
  it("are shown to those who share nothing and await nothing", () => {
    expect(isBeginning(nothing)).toBe(true);
    expect(isBeginning({ ...nothing, awaiting: [thing] })).toBe(false);
    expect(isBeginning({ ...nothing, counts: { ...nothing.counts, networks: 1 } })).toBe(false);
  });
});
