import { expect, it } from "vitest";
import { changedSections, sectionIds, sectionsOf } from "@/features/agreements/rules/places";
import { currentVote, standingOf, type Vote } from "@/features/agreements/rules/standing";
import type { Rulebook } from "@/features/agreements/rules/words";

it("says where a version stands", () => {
  const adopted = { state: "adopted", in_force: false, in_force_from: "2027-01-01" } as const;
  expect(standingOf({ ...adopted, in_force: true }, "2027-06-01")).toBe("in_force");
  expect(standingOf(adopted, "2026-11-23")).toBe("later");
  expect(standingOf(adopted, "2027-06-01")).toBe("replaced");
  expect(standingOf({ ...adopted, state: "draft", in_force_from: null }, "2027-06-01")).toBe("proposed");
  expect(standingOf({ ...adopted, state: "withdrawn", in_force_from: null }, "2027-06-01")).toBe("withdrawn");
});

it("finds the part of the form where a value is", () => {
  expect(sectionsOf(["content.exit.notice_months"])).toEqual(["exit"]);
  expect(sectionsOf(["content.voting.colleges.1.name", "content.quotas.0.maximum_hours"])).toEqual([
    "voices",
    "quotas",
  ]);
  expect(sectionsOf(["note"])).toEqual([]);
});

it("tells which parts say something else", () => {
  const book = {
    confidentiality: "open",
    quotas: [] as unknown[],
    voting: { tie: "chair" },
  } as unknown as Rulebook;
  const other = { ...book, quotas: [{ resource_kind: "room" }] } as Rulebook;
  expect(changedSections(book, book)).toEqual([]);
  expect(changedSections(book, other)).toEqual(["quotas"]);
  const matter = { matter: "dissolve", quorum: null, majority: null };
  const reordered = { majority: null, matter: "dissolve", quorum: null };
  const withMatter = (one: object) => ({ ...book, voting: { ...book.voting, matters: [one] } }) as Rulebook;
  expect(changedSections(withMatter(matter), withMatter(reordered))).toEqual([]);
  expect(sectionIds).toHaveLength(14);
});

it("finds the vote that is not over", () => {
  const vote = (state: Vote["state"]) => ({ id: state, state }) as Vote;
  expect(currentVote([vote("closed"), vote("open"), vote("withdrawn")])?.id).toBe("open");
  expect(currentVote([vote("closed"), vote("withdrawn")])).toBeNull();
});
