import type { Account, Mandate } from "@/features/banking/words";

export type Use =
  /** What others owe the organisation is paid on it: its statements name it. */
  | { kind: "receives" }
  /** It collects by direct debit on it. */
  | { kind: "collects"; identifier: string }
  /** Others debit it, under these agreements. */
  | { kind: "debited"; agreements: string[] };

/**
 * What each open account is used for, as the service chooses: of several, the first added is paid on,
 * and the first added with a creditor identifier collects.
 */
export function usesOf(account: Account, open: Account[], given: Mandate[]): Use[] {
  const uses: Use[] = [];
  if (open[0]?.id === account.id) uses.push({ kind: "receives" });
  const collecting = open.find(({ creditor_identifier }) => creditor_identifier !== null);
  if (collecting?.id === account.id && account.creditor_identifier) {
    uses.push({ kind: "collects", identifier: account.creditor_identifier });
  }
  const agreements = given
    .filter(({ iban_masked, revoked_at }) => revoked_at === null && iban_masked === account.iban_masked)
    .map(({ agreement_name }) => agreement_name);
  if (agreements.length > 0) uses.push({ kind: "debited", agreements });
  return uses;
}
