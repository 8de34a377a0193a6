import { describe, expect, it } from "vitest";
import { centsOf, mayPay } from "@/features/treasury/choosing";
import { executionDays, filedIn, payables, weekdayFrom } from "@/features/treasury/payable";
import type { Transfer, WholeFile } from "@/features/treasury/words";

const names: Record<string, string> = { lead: "La Salette", tilleuls: "Les Tilleuls", parc: "Le Parc" };

function statement(id: string, payer: string, issuer: string, amount: number, due = "2026-12-31") {
  return {
    id,
    reference: id,
    title: "Appel",
    instalment: id === "call" ? 2 : null,
    instalments: id === "call" ? 4 : null,
    organisation_id: payer,
    organisation_name: names[payer] ?? "",
    issuer_id: issuer,
    issuer_name: names[issuer] ?? "",
    amount_cents: amount,
    remaining_cents: Math.abs(amount),
    due_on: due,
  };
}

function transfer(id: string, payer: string | null, payee: string | null, paid: string | null = null) {
  const named = (who: string | null) => (who ? names[who] : "Caisse commune");
  return {
    id,
    payer_id: payer,
    payer_name: named(payer),
    payee_id: payee,
    payee_name: named(payee),
    cents: 5_000,
    settlement_number: 3,
    paid_on: paid,
  } as Transfer;
}

const statements = [
  statement("call", "tilleuls", "lead", 10_000),
  statement("own call", "lead", "lead", 10_000),
  statement("credit", "parc", "lead", -2_000, "2026-11-30"),
  statement("between", "tilleuls", "parc", 3_000, "2026-10-31"),
  statement("rebilled by the lead", "parc", "lead", 4_000),
];
const transfers = [
  transfer("to the cash", "tilleuls", null),
  transfer("from the cash", null, "parc"),
  transfer("among others", "parc", "tilleuls"),
  transfer("cash to its lead", null, "lead"),
  transfer("already paid", "tilleuls", null, "2026-11-02"),
];
const found = (kind: "transfers" | "debits", me: string, leads: boolean) =>
  payables(kind, statements, transfers, { me, leads }).map(({ id }) => id);

describe("payables", () => {
  it("are for a member what it owes, the transfers of a netting and the earliest due first", () => {
    expect(found("transfers", "tilleuls", false)).toEqual(["to the cash", "between", "call"]);
  });

  it("are for the lead what the cash owes, never what it owes itself", () => {
    expect(found("transfers", "lead", true)).toEqual(["from the cash", "credit"]);
  });

  it("are for the lead what it may collect, and nothing for a member", () => {
    expect(found("debits", "lead", true)).toEqual(["to the cash", "call", "rebilled by the lead"]);
    expect(found("debits", "tilleuls", false)).toEqual([]);
  });

  it("name the other end, and which call it is", () => {
    const [first, second, third] = payables("transfers", statements, transfers, {
      me: "tilleuls",
      leads: false,
    });
    expect([first?.organisation_name, second?.organisation_name]).toEqual(["Caisse commune", "Le Parc"]);
    expect([second?.call, third?.call]).toEqual([null, { number: 2, of: 4 }]);
  });
});

it("knows in which file each item waits, not those already paid", () => {
  const file = {
    id: "f",
    execution_on: "2026-12-01",
    items: [
      { statement_id: "s", transfer_id: null, live: true },
      { statement_id: null, transfer_id: "t", live: true },
      { statement_id: "paid", transfer_id: null, live: false },
    ],
  } as WholeFile;
  expect([...filedIn([file]).keys()]).toEqual(["s", "t"]);
});

it("proposes a day on which banks work", () => {
  expect(weekdayFrom("2026-11-27")).toBe("2026-11-27");
  expect(weekdayFrom("2026-11-28")).toBe("2026-11-30");
  expect(weekdayFrom("2026-11-29")).toBe("2026-11-30");
  expect(executionDays("transfers", "2026-11-23")).toEqual({ first: "2026-11-23", last: "2027-11-23" });
  expect(executionDays("debits", "2026-11-23").first).toBe("2026-11-24");
});

describe("mayPay", () => {
  const ends = { amount_cents: 100, to_pool: true, organisation_id: "parc", issuer_id: "lead" };

  it("lets money received pay what the cash or the lead is owed", () => {
    expect(mayPay({ cents: 1 }, ends, "lead")).toBe(true);
    expect(mayPay({ cents: 1 }, { ...ends, to_pool: false }, "lead")).toBe(true);
    expect(mayPay({ cents: 1 }, { ...ends, to_pool: false, issuer_id: "tilleuls" }, "lead")).toBe(false);
    expect(mayPay({ cents: 1 }, { ...ends, amount_cents: -100 }, "lead")).toBe(false);
  });

  it("lets money sent pay a credit, or what the lead owes another", () => {
    expect(mayPay({ cents: -1 }, { ...ends, amount_cents: -100 }, "lead")).toBe(true);
    expect(mayPay({ cents: -1 }, { ...ends, to_pool: false, organisation_id: "lead" }, "lead")).toBe(true);
    expect(mayPay({ cents: -1 }, ends, "lead")).toBe(false);
  });

  it("reads euros as cents", () => {
    expect([centsOf(12.5), centsOf("0.29"), centsOf(1_234.56)]).toEqual([1250, 29, 123_456]);
  });
});
