import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { AnswerOf, ItemOf } from "@/api/client";
import type { Tone } from "@/ui/status-badge";

export type Simulation = AnswerOf<"get", "/v1/exits/simulation">;
export type Exit = ItemOf<"/v1/exits">;
export type Settlement = NonNullable<Exit["settlement"]>;
export type Instalment = Settlement["instalments"][number];
export type Share = Simulation["shares"][number];

/** What one must be allowed to settle an exit and to record its payments. */
export const settleExits = "exits.settle";

/** What one must be allowed to give notice. */
export const signAgreements = "agreements.sign";

/** What settling or paying makes out of date: the exit, the book, the fund, and what ends with it. */
export const outOfDate = [
  "/v1/exits",
  "/v1/ledger",
  "/v1/funds",
  "/v1/pools",
  "/v1/partnerships",
  "/v1/agreements",
  "/v1/decisions",
  "/v1/bookings",
  "/v1/resources",
  "/v1/audit",
  "/v1/reports",
];

export const stateWords: Record<Exit["state"], { name: MessageDescriptor; tone: Tone }> = {
  noticed: { name: msg`Départ annoncé`, tone: "info" },
  effective: { name: msg`Départ à solder`, tone: "attention" },
  settled: { name: msg`Départ soldé`, tone: "positive" },
};

/** What an exit settles or would settle, said to the organisation itself or about it. */
export const amountWords = {
  planned: {
    mine: { back: msg`Il vous reviendrait`, owed: msg`Vous devriez encore` },
    theirs: { back: msg`Il lui reviendrait`, owed: msg`Elle devrait encore` },
  },
  settled: {
    mine: { back: msg`Il vous revient`, owed: msg`Vous deviez encore` },
    theirs: { back: msg`Il lui revient`, owed: msg`Elle devait encore` },
  },
};

/** Units the book knows besides the euro, as people say them. */
const unitNames: Record<string, MessageDescriptor> = {
  HOUR: msg`heures`,
  DAY: msg`jours`,
  NIGHT: msg`nuitées`,
  PLACE: msg`places`,
  KM: msg`km`,
  MEAL: msg`repas`,
};

/** `HOUR/2` and 1250 are 12.5 "heures". A unit we have no word for keeps its own. */
export function quantityOf(
  unit: string,
  amount: number,
): { value: number; name: MessageDescriptor | string } {
  const [code = unit, decimals = "0"] = unit.split("/");
  return { value: amount / 10 ** Number(decimals), name: unitNames[code] ?? code.toLowerCase() };
}

/** What is still to be paid of a settlement. */
export function unpaidCents({ instalments }: Settlement): number {
  return instalments.reduce((sum, part) => sum + (part.paid_on === null ? part.amount_cents : 0), 0);
}

export const isLate = (part: Instalment, today: string) => part.paid_on === null && part.due_on < today;
