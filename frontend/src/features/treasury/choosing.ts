import type { BankLine, Statement } from "@/features/treasury/words";

type Ends = Pick<Statement, "amount_cents" | "to_pool" | "organisation_id" | "issuer_id">;

/**
 * Whether a line of the lead's account may pay a statement, as the service judges it: received, what the common cash or
 * the lead itself is owed; sent, a credit, or what the lead itself owes another.
 */
export function mayPay({ cents }: Pick<BankLine, "cents">, statement: Ends, me: string): boolean {
  const { amount_cents: amount, to_pool: toPool, organisation_id: payer, issuer_id: issuer } = statement;
  if (cents > 0) return amount > 0 && (toPool || issuer === me);
  return amount < 0 || (!toPool && payer === me);
}

/** What is typed in euros, in cents. */
export function centsOf(euros: number | string): number {
  return Math.round(Number(euros) * 100);
}
