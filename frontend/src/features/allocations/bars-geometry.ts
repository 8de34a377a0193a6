/** What a bar is drawn from, in cents. */
export type Paid = { cents: number; alone_cents: number | null };

/** The one scale that all bars of a page share: zero is always on it. */
export type Scale = { least: number; most: number };

/** A piece of a bar, in percent of the scale. */
type Piece = { from: number; width: number };

export type Bar = {
  /** Where nothing is paid. */
  zero: number;
  here: Piece;
  /** From what is paid here up to what would be paid alone. */
  saved: Piece | null;
  /** Beyond what would be paid alone. */
  extra: Piece | null;
};

export function scaleOf(all: Paid[]): Scale {
  const values = all.flatMap(({ cents, alone_cents: alone }) => (alone === null ? [cents] : [cents, alone]));
  return { least: Math.min(0, ...values), most: Math.max(0, ...values) };
}

/** Alone is here and what is saved; who pays more here than alone sees by how much. */
export function barOf({ cents, alone_cents: alone }: Paid, { least, most }: Scale): Bar {
  const place = (value: number) => (most === least ? 0 : ((value - least) / (most - least)) * 100);
  const between = (low: number, high: number): Piece => ({
    from: place(low),
    width: place(high) - place(low),
  });
  const zero = place(0);
  if (alone === null || cents < 0 || alone >= cents) {
    const saved = alone !== null && alone > Math.max(0, cents) ? between(Math.max(0, cents), alone) : null;
    return { zero, here: between(Math.min(0, cents), Math.max(0, cents)), saved, extra: null };
  }
  return { zero, here: between(0, alone), saved: null, extra: between(alone, cents) };
}
