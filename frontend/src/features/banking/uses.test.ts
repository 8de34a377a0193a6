import { expect, it } from "vitest";
import { usesOf } from "@/features/banking/uses";
import type { Account, Mandate } from "@/features/banking/words";

const account = (id: string, creditor_identifier: string | null = null): Account => ({
  id,
  label: id,
  holder: "La Salette",
  iban_masked: `FR76 **** ${id}`,
  bic: null,
  bank_name: null,
  creditor_identifier,
  closed_at: null,
  added_at: "2026-01-01T09:00:00Z",
  fictional: false,
  version: 1,
});
const mandate = (iban_masked: string | null, more: Partial<Mandate> = {}) =>
  ({ agreement_name: "Gestion", iban_masked, revoked_at: null, ...more }) as Mandate;

it("names the account on which one is paid, the one that collects and the one that is debited", () => {
  const open = [account("0001"), account("0002", "FR12ZZZ123456"), account("0003", "FR34ZZZ123456")];
  const given = [
    mandate("FR76 **** 0003"),
    mandate("FR76 **** 0001", { revoked_at: "2026-02-01T09:00:00Z" }),
  ];
  const kinds = open.map((each) => usesOf(each, open, given).map(({ kind }) => kind));
  expect(kinds).toEqual([["receives"], ["collects"], ["debited"]]);
});

it("gives an account several uses when it is alone", () => {
  const only = account("0001", "FR12ZZZ123456");
  expect(usesOf(only, [only], [mandate("FR76 **** 0001")])).toEqual([
    { kind: "receives" },
    { kind: "collects", identifier: "FR12ZZZ123456" },
    { kind: "debited", agreements: ["Gestion"] },
  ]);
});
