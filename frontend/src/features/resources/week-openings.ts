import type { Opening } from "@/features/resources/words";

/** As one types them: a closing at midnight is "00:00". */
export type Range = { opens: string; closes: string };

const midnight = "24:00";

/** Seven lists, Monday first. */
export function rangesOf(openings: Opening[]): Range[][] {
  return Array.from({ length: 7 }, (_, index) =>
    openings
      .filter(({ weekday }) => weekday === index + 1)
      .map(({ opens_at, closes_at }) => ({
        opens: opens_at,
        closes: closes_at === midnight ? "00:00" : closes_at,
      })),
  );
}

const closing = ({ closes }: Range) => (closes === "00:00" ? midnight : closes);

export function openingsFrom(week: Range[][]): Opening[] {
  return week.flatMap((ranges, index) =>
    ranges.map((range) => ({ weekday: index + 1, opens_at: range.opens, closes_at: closing(range) })),
  );
}

/** Days on which a range is incomplete, closes before it opens, or meets another. */
export function wrongDays(week: Range[][]): number[] {
  return week.flatMap((ranges, index) => (isRight(ranges) ? [] : [index + 1]));
}

function isRight(ranges: Range[]): boolean {
  const ordered = [...ranges].sort((a, b) => (a.opens < b.opens ? -1 : 1));
  return ordered.every((range, index) => {
    const next = ordered[index + 1];
    return range.opens !== "" && range.opens < closing(range) && (!next || closing(range) <= next.opens);
  });
}
