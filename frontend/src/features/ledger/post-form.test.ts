import { expect, it } from "vitest";
import { groupsOf, totalsOf } from "@/features/ledger/accounts";
import { bodyOf, effectsOf, movable, overdrawn, reachable } from "@/features/ledger/post-form";
import type { Account } from "@/features/ledger/words";

function account(id: string, more: Partial<Account> = {}): Account {
  return {
    id,
    purpose: "other",
    unit: "EUR/2",
    balance: 0,
    minimum_balance: 0,
    by_hand: true,
    closed_on: null,
    mine: false,
    organisation_name: null,
    label: id,
    ...more,
  } as Account;
}

const world = account("world", { purpose: "world", minimum_balance: null });
const reserve = account("reserve", { purpose: "reserve", balance: 5_000 });
const hours = account("hours", { unit: "HOUR/2", minimum_balance: -1_000 });
const all = [
  world,
  reserve,
  hours,
  account("stake", { by_hand: false }),
  account("old", { closed_on: "2026-01-01" }),
];

it("moves by hand only what is kept by hand and still open", () => {
  expect(movable(all).map(({ id }) => id)).toEqual(["world", "reserve", "hours"]);
});

it("leads only to another account of the same unit", () => {
  expect(reachable(movable(all), "world").map(({ id }) => id)).toEqual(["reserve"]);
});

it("says what accounts will hold once every movement is made, and which would fall too low", () => {
  const moves = [
    { source_id: "reserve", destination_id: "world", amount: "60,00" },
    { source_id: "world", destination_id: "reserve", amount: "5" },
  ];
  const effects = effectsOf(all, moves);
  expect(effects.map(({ account: { id }, after }) => [id, after])).toEqual([
    ["reserve", -500],
    ["world", 5_500],
  ]);
  expect(overdrawn(effects).map(({ account: { id } }) => id)).toEqual(["reserve"]);
});

it("sends amounts of the smallest unit of each account", () => {
  const body = bodyOf("a1", all, {
    kind: "exchange",
    description: " Renfort de juin ",
    reference: "",
    occurred_on: "2026-06-30",
    moves: [{ source_id: "hours", destination_id: "x", amount: "1 h 30" }],
  });
  expect(body).toMatchObject({ description: "Renfort de juin", reference: null, moves: [{ amount: 150 }] });
});

it("puts one’s own accounts first, and adds up groups that are read whole", () => {
  const stakes = [
    account("b", { purpose: "stake", organisation_name: "B", balance: 300 }),
    account("mine", { purpose: "stake", organisation_name: "Z", balance: 200, mine: true }),
  ];
  const [group] = groupsOf(stakes);
  expect(group?.accounts.map(({ id }) => id)).toEqual(["mine", "b"]);
  expect(group?.totals).toEqual([{ unit: "EUR/2", total: 500 }]);
  expect(totalsOf([account("common", { balance: null })])).toEqual([]);
});
