import { expect, it } from "vitest";
import { bodyOf, type NewValues, needsOf } from "@/features/decisions/new-decision";
import { readDecisionSearch, readNewDecisionSearch } from "@/features/decisions/search";

const id = "019b8b74-1800-770a-b84b-7189c81cdd68";
const typed: NewValues = {
  agreement: "a1",
  effect: "opinion",
  subject: null,
  round: null,
  quote: null,
  organisation: null,
  in_force_from: "",
  heard_on: "",
  hearing: "",
  title: " Acheter un second minibus ? ",
  reason: " Il manque. ",
  ballot: "",
};

it("asks an opinion about nothing in particular, the ballot left to the rules", () => {
  expect(needsOf(typed)).toEqual([]);
  expect(bodyOf(typed)).toEqual({
    agreement_id: "a1",
    effect: "opinion",
    subject_id: null,
    subject: {},
    title: "Acheter un second minibus ?",
    reason: "Il manque.",
    ballot: null,
  });
});

it("asks for the version, the party or the project that a question is about", () => {
  expect(needsOf({ ...typed, effect: "adopt_rules" })).toEqual(["subject"]);
  expect(needsOf({ ...typed, effect: "adopt_rules", subject: "v2" })).toEqual([]);
  expect(needsOf({ ...typed, effect: "exclude_party", subject: "p1" })).toEqual(["heard_on", "hearing"]);
  expect(bodyOf({ ...typed, effect: null })).toBeNull();
});

it("admits an organisation that asked, or another one named instead", () => {
  const admission = { ...typed, effect: "admit_party" as const };
  expect(needsOf(admission)).toEqual(["subject"]);
  expect(needsOf({ ...admission, organisation: "o1" })).toEqual([]);
  expect(bodyOf({ ...admission, organisation: "o1" })).toMatchObject({
    subject_id: null,
    subject: { organisation_id: "o1" },
  });
  expect(bodyOf({ ...admission, subject: "p1", organisation: "o1" })).toMatchObject({
    subject_id: "p1",
    subject: {},
  });
});

it("awards a lot to a quote: both are asked for", () => {
  const award = { ...typed, effect: "award_lot" as const };
  expect(needsOf(award)).toEqual(["subject"]);
  expect(needsOf({ ...award, subject: "l1" })).toEqual(["quote"]);
  expect(needsOf({ ...award, subject: "l1", quote: "q1" })).toEqual([]);
  expect(bodyOf({ ...award, round: "r1", subject: "l1", quote: "q1" })).toMatchObject({
    effect: "award_lot",
    subject_id: "l1",
    subject: { quote_id: "q1" },
  });
});

it("sends no subject left from a question chosen before", () => {
  expect(bodyOf({ ...typed, subject: "v2", hearing: "Rien." })).toMatchObject({
    subject_id: null,
    subject: {},
  });
});

it("reads from the address what it knows, and leaves out what it does not", () => {
  expect(readDecisionSearch({ agreement: id, state: "open" })).toEqual({ agreement: id, state: "open" });
  expect(readDecisionSearch({ agreement: "'; --", state: "ouvert" })).toEqual({});
  expect(readNewDecisionSearch({ agreement: id, effect: "adopt_rules", subject: id })).toEqual({
    agreement: id,
    effect: "adopt_rules",
    subject: id,
  });
  expect(readNewDecisionSearch({ effect: "award_lot", subject: id, round: id, quote: "q" })).toEqual({
    effect: "award_lot",
    subject: id,
    round: id,
  });
  expect(readNewDecisionSearch({ effect: "buy_a_boat", subject: 7 })).toEqual({});
});
