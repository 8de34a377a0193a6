import { type Kind, kinds } from "@/features/resources/words";

/** What the list is narrowed to, kept in the address. */
export type ResourceSearch = {
  q?: string | undefined;
  kind?: Kind | undefined;
  /** "agreement:<id>" or "network:<id>". */
  shared?: string | undefined;
  whose?: "ours" | "others" | undefined;
  retired?: true | undefined;
};

const id = /^(agreement|network):[0-9a-f-]{36}$/;

export function readResourceSearch(given: Record<string, unknown>): ResourceSearch {
  const { q, kind, shared, whose, retired } = given;
  return {
    q: typeof q === "string" && q ? q : undefined,
    kind: kinds.find((one) => one === kind),
    shared: typeof shared === "string" && id.test(shared) ? shared : undefined,
    whose: whose === "ours" || whose === "others" ? whose : undefined,
    retired: retired === true ? true : undefined,
  };
}

export function hasFilters(search: ResourceSearch): boolean {
  return Object.values(search).some((value) => value !== undefined);
}

/** The same, in the words of the service. */
export function queryOf({ q, kind, shared, whose, retired }: ResourceSearch) {
  const [target, targetId] = shared?.split(":") ?? [];
  return {
    q,
    kind,
    shared_with: target === "agreement" ? targetId : undefined,
    network: target === "network" ? targetId : undefined,
    mine: whose === undefined ? undefined : whose === "ours",
    retired,
  };
}
