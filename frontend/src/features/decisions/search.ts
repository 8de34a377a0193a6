import type { DecisionState, Matter } from "@/features/decisions/words";

/** What the address of the list may say. Apart, so that reading an address does not load the page. */
export type DecisionSearch = { agreement?: string | undefined; state?: DecisionState | undefined };

/** What another page may already know of a question: where it is asked, what it is about. */
export type NewDecisionSearch = {
  agreement?: string | undefined;
  effect?: Matter | undefined;
  subject?: string | undefined;
  /** To award a lot: the group purchase it is of, and the quote. */
  round?: string | undefined;
  quote?: string | undefined;
};

const states = ["draft", "convened", "open", "closed", "withdrawn"] as const;
const matters = [
  "adopt_rules",
  "admit_party",
  "exclude_party",
  "approve_project",
  "appoint_coordinator",
  "award_lot",
  "dissolve",
  "opinion",
] as const;

const identifier = (value: unknown) =>
  typeof value === "string" && /^[0-9a-f-]{36}$/i.test(value) ? value : undefined;

export function readDecisionSearch({ agreement, state }: Record<string, unknown>): DecisionSearch {
  return { agreement: identifier(agreement), state: states.find((one) => one === state) };
}

export function readNewDecisionSearch(given: Record<string, unknown>): NewDecisionSearch {
  return {
    agreement: identifier(given.agreement),
    effect: matters.find((one) => one === given.effect),
    subject: identifier(given.subject),
    round: identifier(given.round),
    quote: identifier(given.quote),
  };
}
