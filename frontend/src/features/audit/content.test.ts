import { expect, it } from "vitest";
import { changesOf, codeWords, fields, toldOf } from "@/features/audit/content";
import { readKept } from "@/features/audit/kept";
import { readJournalSearch } from "@/features/audit/search";

const payment = {
  id: "p1",
  fund_id: "f1",
  state: "pending",
  payee: "Passerelles",
  amount_cents: 160_000,
  decided_at: null,
  note: "",
  version: 1,
};

it("tells what a person reads, and nothing of what only links rows", () => {
  expect(toldOf(payment).map(({ key }) => key)).toEqual(["state", "payee", "amount_cents"]);
});

it("tells what changed, and not the version that changes every time", () => {
  const paid = { ...payment, state: "paid", decided_at: "2026-07-31T09:00:00+00:00", version: 2 };
  expect(changesOf(payment, paid).map(({ key, before, after }) => [key, before, after])).toEqual([
    ["state", "pending", "paid"],
    ["decided_at", null, "2026-07-31T09:00:00+00:00"],
  ]);
});

it("has words for the codes of every field said by a code", () => {
  const coded = Object.entries(fields).filter(([, { kind }]) => kind === "code");
  expect(coded.map(([key]) => key).filter((key) => !codeWords[key])).toEqual([]);
});

const hash = "c4ec11a5a609fe905af1818e0151540857800b978aea2ca6bdc5fcb57b813645";

it.each([
  [`Essaim, journal de « Fonds commun », enregistrement n° 153 du 23/11/2026, empreinte ${hash}`, 153],
  [`Essaim, journal de « Lot n° 3 », enregistrement n° 153 du 23/11/2026, empreinte ${hash}`, 153],
  [`153 ${hash}`, 153],
  [`${hash.toUpperCase()}\nn°\u00a07`, 7],
])("finds the number and the fingerprint in %s", (text, seq) => {
  expect(readKept(text)).toEqual({ seq, hash });
});

it.each(["", "153", hash, `le 23/11/2026 : ${hash}`])("finds nothing to compare in %s", (text) => {
  expect(readKept(text)).toBeNull();
});

it("forgets what an address says wrongly", () => {
  expect(readJournalSearch({ action: "DROP TABLE", subject: "1" })).toEqual({
    action: undefined,
    subject: undefined,
  });
});
