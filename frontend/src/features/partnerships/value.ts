/** Values and balance, exactly as the service counts them: integers, rounded once, half up. */

const measureScale = 10_000n;

/** quantity × measure × value of one unit, in cents. A measure has at most four decimals. */
export function valueCents(quantity: number, measure: number, unitValueCents: number): number {
  const product = BigInt(quantity) * BigInt(Math.round(measure * 10_000)) * BigInt(unitValueCents);
  return Number((2n * product + measureScale) / (2n * measureScale));
}

/** |A − B| / max(A, B) in basis points; 0 when nobody promises anything. */
export function imbalanceBp(aCents: number, bCents: number): number {
  const largest = BigInt(Math.max(aCents, bCents));
  if (largest === 0n) return 0;
  const gap = BigInt(Math.abs(aCents - bCents));
  return Number((2n * gap * 10_000n + largest) / (2n * largest));
}

/** Whether the exact imbalance is at most the tolerance: compared before any rounding. */
export function isWithin(aCents: number, bCents: number, toleranceBp: number): boolean {
  const largest = BigInt(Math.max(aCents, bCents));
  return BigInt(Math.abs(aCents - bCents)) * 10_000n <= BigInt(toleranceBp) * largest;
}

/** "1150,5" typed in euros is 115050 cents. */
export function centsOf(euros: number | string): number {
  return Math.round(Number(euros) * 100);
}
