import type { Rulebook } from "@/features/agreements/rules/words";

/** Which part of the form holds which values, by the service's names. The first that fits has the value. */
const places = {
  deciding: [
    "voting.quorum",
    "voting.majority",
    "voting.abstentions_count",
    "voting.double_majority",
    "voting.tie",
    "voting.second_call",
  ],
  matters: ["voting.matters"],
  voices: ["voting.weighting", "voting.stated_votes", "voting.cap_bp", "voting.colleges"],
  meeting: [
    "voting.notice_days",
    "voting.urgent_notice_hours",
    "voting.proxy_limit",
    "voting.ballot",
    "voting.federation_vote",
    "voting.concerned_party_votes",
  ],
  entry: ["entry"],
  exit: ["exit"],
  reading: ["confidentiality"],
  money: ["approvals", "fund"],
  keys: ["allocation_keys"],
  newcomers: ["joining_tariffs"],
  quotas: ["quotas"],
  purchasing: ["purchasing"],
  lending: ["staff_lending"],
  other: ["other_clauses"],
} as const;

export type SectionId = keyof typeof places;
export const sectionIds = Object.keys(places) as SectionId[];

/** The parts where these fields are: `content.exit.notice_months` is in "exit". */
export function sectionsOf(paths: string[]): SectionId[] {
  return sectionIds.filter((id) =>
    places[id].some((place) =>
      paths.some((path) => path === `content.${place}` || path.startsWith(`content.${place}.`)),
    ),
  );
}

const at = (book: Rulebook, place: string): unknown =>
  place.split(".").reduce<unknown>((value, name) => (value as Record<string, unknown>)[name], book);

/** Same values, in whatever order they are named. */
function isSame(one: unknown, other: unknown): boolean {
  if (one === null || other === null || typeof one !== "object" || typeof other !== "object") {
    return one === other;
  }
  const [left, right] = [Object.entries(one), Object.entries(other)];
  return (
    left.length === right.length &&
    left.every(([name, value]) => name in other && isSame(value, (other as Record<string, unknown>)[name]))
  );
}

/** The parts that do not say the same in both. */
export function changedSections(before: Rulebook, after: Rulebook): SectionId[] {
  return sectionIds.filter((id) => places[id].some((place) => !isSame(at(before, place), at(after, place))));
}
