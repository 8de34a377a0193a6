import type { CallOf } from "@/api/client";
import type { BallotKind, Matter } from "@/features/decisions/words";

/** A question as one types it. */
export type NewValues = {
  agreement: string | null;
  effect: Matter | null;
  /** The version of rules, the party, the project or the lot it is about. */
  subject: string | null;
  /** To award a lot: the group purchase it is of, and the quote chosen. */
  round: string | null;
  quote: string | null;
  /** To admit an organisation that did not ask. */
  organisation: string | null;
  in_force_from: string;
  heard_on: string;
  hearing: string;
  title: string;
  reason: string;
  ballot: BallotKind | "";
};

type Body = CallOf<"post", "/v1/decisions">["body"];

const aboutSomething: Matter[] = [
  "adopt_rules",
  "exclude_party",
  "appoint_coordinator",
  "approve_project",
  "award_lot",
];

/** What is still to be said of the subject. */
export function needsOf(values: NewValues): ("subject" | "quote" | "heard_on" | "hearing")[] {
  const { effect, subject, quote, organisation } = values;
  if (effect === null) return [];
  const named = subject !== null || (effect === "admit_party" && organisation !== null);
  const heard = effect === "exclude_party";
  return [
    ...(!named && (aboutSomething.includes(effect) || effect === "admit_party")
      ? (["subject"] as const)
      : []),
    ...(effect === "award_lot" && subject !== null && quote === null ? (["quote"] as const) : []),
    ...(heard && !values.heard_on ? (["heard_on"] as const) : []),
    ...(heard && !values.hearing.trim() ? (["hearing"] as const) : []),
  ];
}

/** What is sent: of the subject, only what this question needs. */
export function bodyOf(values: NewValues): Body | null {
  const { agreement, effect, subject, ballot } = values;
  if (agreement === null || effect === null) return null;
  return {
    agreement_id: agreement,
    effect,
    subject_id: aboutSomething.includes(effect) || effect === "admit_party" ? subject : null,
    subject: subjectOf(values),
    title: values.title.trim(),
    reason: values.reason.trim(),
    ballot: ballot || null,
  };
}

function subjectOf({ effect, subject, quote, organisation, in_force_from, heard_on, hearing }: NewValues) {
  if (effect === "award_lot") return { quote_id: quote };
  if (effect === "adopt_rules") return { in_force_from: in_force_from || null };
  if (effect === "admit_party" && subject === null) return { organisation_id: organisation };
  if (effect === "exclude_party") return { heard_on: heard_on || null, hearing: hearing.trim() };
  return {};
}
