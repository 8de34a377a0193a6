import { describe, expect, it } from "vitest";
import { type Flow, gathered, pictured, scaleFor, total } from "@/features/settlements/flows";
import { dayOf, readSettlementSearch } from "@/features/settlements/search";

const place = (id: string | null) => ({ id, name: id ?? "Caisse commune" });
const flow = (from: string | null, to: string | null, cents: number): Flow => ({
  from: place(from),
  to: place(to),
  cents,
});

describe("gathered", () => {
  it("makes one payment of all that one owes another, in one direction only, and keeps the total", () => {
    const debts = [flow("a", null, 100), flow("b", "a", 50), flow("a", null, 25), flow("a", "b", 300)];
    const payments = gathered(debts);
    expect(payments.map(({ from, to, cents }) => [from.id, to.id, cents])).toEqual([
      ["a", "b", 300],
      ["a", null, 125],
      ["b", "a", 50],
    ]);
    expect(total(payments)).toBe(total(debts));
  });
});

describe("pictured", () => {
  const flows = [flow("a", null, 9_000), flow("b", null, 1), flow("b", "c", 5_000), flow("c", "a", 4_000)];
  const picture = pictured(flows, scaleFor(total(flows)));

  it("places payers and payees one under the other, within the picture", () => {
    for (const labels of [picture.payers, picture.payees]) {
      let bottom = 0;
      for (const { top, height } of labels) {
        expect(top).toBeGreaterThanOrEqual(bottom);
        bottom = top + height;
      }
      expect(bottom).toBeLessThanOrEqual(picture.height + 0.001);
    }
    expect(picture.payers.map(({ id }) => id)).toEqual(["a", "b", "c"]);
    expect(picture.payees.map(({ id }) => id)).toEqual([null, "c", "a"]);
  });

  it("draws every payment, as thick as its amount and never invisible, within its ends", () => {
    expect(picture.ribbons).toHaveLength(flows.length);
    for (const { from, to, cents, thickness, fromTop, toTop } of picture.ribbons) {
      expect(thickness).toBeCloseTo(Math.max(2, (cents * 180) / 18_001));
      const payer = picture.payers.find(({ id }) => id === from.id);
      const payee = picture.payees.find(({ id }) => id === to.id);
      expect(fromTop).toBeGreaterThanOrEqual(payer?.top ?? Number.NaN);
      expect(fromTop + thickness).toBeLessThanOrEqual((payer?.top ?? 0) + (payer?.height ?? 0) + 0.001);
      expect(toTop).toBeGreaterThanOrEqual(payee?.top ?? Number.NaN);
      expect(toTop + thickness).toBeLessThanOrEqual((payee?.top ?? 0) + (payee?.height ?? 0) + 0.001);
    }
  });

  it("draws nothing of nothing", () => {
    expect(pictured([], 1)).toEqual({ height: 0, payers: [], payees: [], ribbons: [] });
  });
});

describe("readSettlementSearch", () => {
  it("keeps an agreement and a day that exist, and drops the rest", () => {
    const agreement = "019345ab-7c3d-7a4b-9c1d-2e3f4a5b6c7d";
    const through = "2027-02-28";
    expect(readSettlementSearch({ agreement, through, more: 1 })).toEqual({ agreement, through });
    expect(readSettlementSearch({ agreement: "x", through: "2027-02-30" })).toEqual({});
    expect(dayOf("0202-01-01")).toBeUndefined();
  });
});
