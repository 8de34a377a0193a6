import type { Count, Elector, Majority } from "@/features/decisions/words";

/** A part of a bar: where it begins and how wide it is, in hundredths of the bar. */
export type Part = {
  key: "in_person" | "represented" | "yes" | "no" | "abstain";
  value: number;
  width: number;
};

export type Bar = {
  parts: Part[];
  /** Where the mark stands: what must be reached. */
  mark: number;
};

const share = (value: number, whole: number) => (whole > 0 ? Math.min(100, (value / whole) * 100) : 0);

const part = (key: Part["key"], value: number, whole: number): Part => ({
  key,
  value,
  width: share(value, whole),
});

/** All who could take part, in organisations or in votes; null where votes are not told. */
export function quorumTotal(count: Count, electorate: Elector[]): number | null {
  if (count.quorum_basis === "members") return count.electors;
  if (electorate.some(({ votes }) => votes === null)) return null;
  return electorate.reduce((sum, { votes }) => sum + (votes ?? 0), 0);
}

/** Who takes part, against what is required; null where it is not told. */
export function quorumBar(count: Count, total: number | null): Bar | null {
  const { quorum_required: required, quorum_present: present, quorum_basis: basis } = count;
  if (total === null || required === null || present === null) return null;
  const parts =
    basis === "members"
      ? [part("in_person", count.in_person, total), part("represented", count.represented, total)]
      : [part("in_person", present, total)];
  return { parts, mark: share(required, total) };
}

/** The share of yes that adopts: beyond it for a simple majority, from it on for the others. */
export const thresholds: Record<Count["level"], number> = {
  simple: 50,
  two_thirds: 200 / 3,
  three_quarters: 75,
  unanimity: 100,
};

/** Whether abstentions are among what the yes are compared with. */
export function countsAbstentions({ yes, no, abstain, base }: Majority): boolean {
  return base >= yes + no + abstain;
}

/** Yes, no and abstentions on the scale of what the yes are compared with; by colleges, the weighted share of yes. */
export function majorityBar(majority: Majority, level: Count["level"]): Bar {
  const mark = thresholds[level];
  const { yes, no, abstain, base, measure, share_bp } = majority;
  if (measure === "colleges") {
    return { parts: [{ key: "yes", value: yes, width: (share_bp ?? 0) / 100 }], mark };
  }
  const parts = [part("yes", yes, base), part("no", no, base)];
  return { parts: countsAbstentions(majority) ? [...parts, part("abstain", abstain, base)] : parts, mark };
}

/** Weighted votes tell how many organisations apart; one vote each, it is the same figures twice. */
export function tellsOrganisationsApart(count: Count): boolean {
  if (count.yes === null || count.majorities === null) return count.yes !== null;
  const [first] = count.majorities;
  return !first || first.yes !== count.yes || first.no !== count.no || first.measure === "colleges";
}
