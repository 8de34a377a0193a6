import type { Rung, SimulatedMember } from "@/features/purchases/lots/words";

/** Hundredths of a point, as told: 9300 is "93,00". */
export function formatPoints(hundredths: number, locale: string): string {
  return new Intl.NumberFormat(locale === "en" ? "en-GB" : "fr-FR", {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  }).format(hundredths / 100);
}

/** The step that comes next: what is missing and how much lower its price is; none at the last, or where not told. */
export function nextRung(ladder: Rung[]): Rung | null {
  return ladder.find(({ missing }) => missing !== null && missing > 0) ?? null;
}

/** The step reached, the last of those; none where the total is not told. */
export function reachedRung(ladder: Rung[]): Rung | null {
  return ladder.findLast(({ reached }) => reached === true) ?? null;
}

/** A step as a rectangle of a picture of 100 × 100; the price is its height, from zero. */
export type StepShape = { x: number; width: number; y: number; height: number; reached: boolean };

/** The stairs of a price list, and where the volume stands on them (null: not told). */
export function stairsOf(ladder: Rung[], volume: number | null): { steps: StepShape[]; at: number | null } {
  const last = ladder.at(-1)?.from_volume ?? 1;
  const end = Math.max(last * 1.2, (volume ?? 0) * 1.1, last + 1);
  const dearest = Math.max(1, ...ladder.map(({ unit_price }) => unit_price));
  const place = (units: number) => (units / end) * 100;
  const steps = ladder.map(({ from_volume: from, unit_price: price }, index) => {
    const start = index === 0 ? 0 : place(from);
    const next = ladder[index + 1]?.from_volume ?? end;
    const height = (price / dearest) * 100;
    const here = volume !== null && volume >= from && (ladder[index + 1] === undefined || volume < next);
    return { x: start, width: place(next) - start, y: 100 - height, height, reached: here };
  });
  return { steps, at: volume === null ? null : Math.min(100, place(volume)) };
}

type Known = Pick<
  SimulatedMember,
  "cents" | "compared_cents" | "reference_cents" | "alone_cents" | "alone_possible" | "gain_cents"
>;

/**
 * Where a gain comes from: the quote itself (today against alone on it), then the group (alone against together).
 * Both add up to the gain. None when an item has no price of today, or when nobody could buy alone.
 */
export function originsOf(member: Known): { quote: number; group: number } | null {
  const { cents, compared_cents: compared, reference_cents: today, alone_cents: alone } = member;
  if (cents === null || compared !== cents || !member.alone_possible) return null;
  return { quote: today - alone, group: alone - cents };
}

/** What a line pays for one unit on average, EUR/4; null when nothing is bought. */
export function averageOf(cents: number | null, volume: number): number | null {
  return cents === null || volume === 0 ? null : Math.round((cents * 100) / volume);
}
