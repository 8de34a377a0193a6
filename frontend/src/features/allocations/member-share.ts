import type { Explanation, LineExplanation, Run } from "@/features/allocations/words";

/** The parts of a share, the largest first where a line counts most; they sum to it to the cent. */
export function sumOf(lines: Pick<LineExplanation, "cents">[]): number {
  return lines.reduce((sum, { cents }) => sum + cents, 0);
}

/** What everything would cost alone; null as soon as one line has no price alone. */
export function aloneOf(lines: Pick<LineExplanation, "alone_cents">[]): number | null {
  return lines.reduce<number | null>(
    (sum, { alone_cents: alone }) => (sum === null || alone === null ? null : sum + alone),
    0,
  );
}

/** The cents left over by rounding that this organisation pays, over all lines. */
export function roundedUp({ lines }: Pick<Explanation, "lines">): number {
  return lines.flatMap(({ parts }) => parts).filter(({ rounded_up: up }) => up).length;
}

type Needed = Pick<Run["lines"][number]["needs"][number], "organisation_name" | "alone_cents">;

/**
 * Who needs each level, from the first up: those whose price alone reaches it. Null where the prices read here do not
 * make the levels of the explanation (some are kept from us, or somebody does not share this line).
 */
export function whoNeeds(
  slices: Pick<LineExplanation["slices"][number], "members_count">[],
  needs: Needed[],
): string[][] | null {
  const known = needs.flatMap(({ alone_cents: alone, organisation_name: name }) =>
    alone ? [{ alone, name }] : [],
  );
  const levels = [...new Set(known.map(({ alone }) => alone))].sort((a, b) => a - b);
  const found = slices.map((_, place) =>
    known.filter(({ alone }) => alone >= (levels[place] ?? Number.POSITIVE_INFINITY)).map(({ name }) => name),
  );
  return slices.every(({ members_count: count }, place) => found[place]?.length === count) ? found : null;
}
