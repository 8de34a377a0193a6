import { expect, it } from "vitest";
import {
  countsAbstentions,
  majorityBar,
  quorumBar,
  quorumTotal,
  tellsOrganisationsApart,
} from "@/features/decisions/figures";
import type { Count, Elector, Majority } from "@/features/decisions/words";

/** The assembly of the fifteen structures: eleven present, two proxies, nine for, three against, one abstention. */
const majority: Majority = {
  measure: "votes",
  yes: 9,
  no: 3,
  abstain: 1,
  base: 12,
  share_bp: 7500,
  tied: false,
  reached: true,
  colleges: [],
};
const assembly: Count = {
  outcome: "adopted",
  electors: 15,
  in_person: 11,
  represented: 2,
  quorum_basis: "members",
  quorum_required: 8,
  quorum_present: 13,
  quorum_reached: true,
  level: "two_thirds",
  base: "cast",
  yes: 9,
  no: 3,
  abstain: 1,
  majorities: [majority],
  withheld: null,
};
const voters = (...votes: (number | null)[]) => votes.map((each) => ({ votes: each }) as Elector);

it("draws the quorum on the scale of all who have a vote, proxies apart, the mark where it is required", () => {
  const bar = quorumBar(assembly, quorumTotal(assembly, []));
  expect(bar?.parts.map(({ key, value }) => [key, value])).toEqual([
    ["in_person", 11],
    ["represented", 2],
  ]);
  expect(bar?.parts[0]?.width).toBeCloseTo((11 / 15) * 100);
  expect(bar?.mark).toBeCloseTo((8 / 15) * 100);
});

it("counts a quorum of votes in votes, and draws none where they are not told", () => {
  const byVotes = { ...assembly, quorum_basis: "votes" as const, quorum_required: 51, quorum_present: 60 };
  const total = quorumTotal(byVotes, voters(70, 20, 10));
  expect(total).toBe(100);
  expect(quorumBar(byVotes, total)?.parts).toEqual([{ key: "in_person", value: 60, width: 60 }]);
  expect(quorumTotal(byVotes, voters(70, null))).toBeNull();
  expect(quorumBar({ ...byVotes, quorum_required: null, quorum_present: null }, null)).toBeNull();
});

it("compares the yes with the votes cast: an abstention that does not count is not in the bar", () => {
  const bar = majorityBar(majority, "two_thirds");
  expect(countsAbstentions(majority)).toBe(false);
  expect(bar.parts.map(({ key, width }) => [key, width])).toEqual([
    ["yes", 75],
    ["no", 25],
  ]);
  expect(bar.mark).toBeCloseTo(66.667, 2);
});

it("shows abstentions where they count, and who did not vote as the empty end of the bar", () => {
  const ofAll = { ...majority, base: 15 };
  const bar = majorityBar(ofAll, "unanimity");
  expect(bar.parts.map(({ key }) => key)).toEqual(["yes", "no", "abstain"]);
  expect(bar.parts.reduce((sum, { width }) => sum + width, 0)).toBeCloseTo((13 / 15) * 100);
  expect(bar.mark).toBe(100);
});

it("draws nothing of a vote without a ballot, instead of dividing by nothing", () => {
  const none = { ...majority, yes: 0, no: 0, abstain: 0, base: 0, share_bp: null };
  expect(majorityBar(none, "simple").parts.every(({ width }) => width === 0)).toBe(true);
});

it("draws colleges by their weighted share, not by the sum of their votes", () => {
  const byColleges = { ...majority, measure: "colleges" as const, share_bp: 4000 };
  expect(majorityBar(byColleges, "simple").parts).toEqual([{ key: "yes", value: 9, width: 40 }]);
});

it("tells organisations apart only where they are not the same figures", () => {
  expect(tellsOrganisationsApart(assembly)).toBe(false);
  expect(tellsOrganisationsApart({ ...assembly, majorities: [{ ...majority, yes: 90 }] })).toBe(true);
  expect(tellsOrganisationsApart({ ...assembly, majorities: null })).toBe(true);
  expect(tellsOrganisationsApart({ ...assembly, majorities: null, yes: null })).toBe(false);
});
