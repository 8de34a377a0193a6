import type { AgreementState } from "@/features/agreements/words";

/** What the address of a list may say. Apart, so that reading an address does not load the page. */
export type AgreementSearch = { q?: string | undefined; state?: AgreementState | undefined };

const states = ["draft", "active", "ended"] as const;

export function readAgreementSearch({ q, state }: Record<string, unknown>): AgreementSearch {
  return {
    q: typeof q === "string" && q ? q : undefined,
    state: states.find((one) => one === state),
  };
}
