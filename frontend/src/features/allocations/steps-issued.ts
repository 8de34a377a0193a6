import type { Share } from "@/features/allocations/words";

export type Issued = { payers: number; owed_cents: number; credited: number; credited_cents: number };

type Due = Pick<Share, "cents" | "called_cents">;

/** What posting makes of the shares: who owes what is not called yet, and who is given back. */
export function issuedBy(shares: Due[]): Issued {
  const left = shares.map(({ cents, called_cents }) => cents - called_cents);
  const owed = left.filter((cents) => cents > 0);
  const given = left.filter((cents) => cents < 0);
  const sum = (amounts: number[]) => amounts.reduce((total, cents) => total + cents, 0);
  return {
    payers: owed.length,
    owed_cents: sum(owed),
    credited: given.length,
    credited_cents: -sum(given),
  };
}
