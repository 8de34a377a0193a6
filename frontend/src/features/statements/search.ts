import type { Kind, State } from "@/features/statements/words";

/** What the addresses of statements may say. Apart, so that reading an address does not load the page. */
export type StatementSearch = {
  agreement?: string | undefined;
  view?: "all" | undefined;
  state?: State | "late" | undefined;
  kind?: Kind | undefined;
  organisation?: string | undefined;
};

export type AgreementSearch = { agreement?: string | undefined };

export const kinds = [
  "call",
  "tariff",
  "adjustment",
  "credit",
  "rebilling",
] as const satisfies readonly Kind[];
/** `late`: past its due date, among those to settle. */
export const states = ["late", "issued", "settled", "cancelled"] as const satisfies readonly (
  | State
  | "late"
)[];

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const identifier = (value: unknown) => (typeof value === "string" && uuid.test(value) ? value : undefined);

export function readAgreementSearch({ agreement }: Record<string, unknown>): AgreementSearch {
  return { agreement: identifier(agreement) };
}

export function readStatementSearch(search: Record<string, unknown>): StatementSearch {
  const { agreement, view, state, kind, organisation } = search;
  return {
    agreement: identifier(agreement),
    view: view === "all" ? "all" : undefined,
    state: states.find((one) => one === state),
    kind: kinds.find((one) => one === kind),
    organisation: identifier(organisation),
  };
}

/** The filters of a list, as the service names them. */
export function filtersOf({ state, kind, organisation }: StatementSearch) {
  const late = state === "late";
  return {
    state: late ? undefined : state,
    kind,
    organisation_id: organisation,
    overdue: late ? true : undefined,
  };
}

export function isFiltered(search: StatementSearch): boolean {
  return Object.values(filtersOf(search)).some((one) => one !== undefined);
}

/** The address of the statements of an agreement as a file, with the filters of the page. */
export function exportAddress(agreementId: string, format: "xlsx" | "csv", search: StatementSearch): string {
  const chosen = Object.entries({ agreement_id: agreementId, format, ...filtersOf(search) })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, String(value)]);
  return `/v1/statements/export?${new URLSearchParams(chosen)}`;
}
