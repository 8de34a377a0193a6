import type { Kind } from "@/features/ledger/words";

/** What the addresses of the book and of a statement may say. Apart, so that reading an address loads no page. */
export type View = "accounts" | "entries" | "closings" | "readings";

const views = ["accounts", "entries", "closings", "readings"] as const;
const kinds = [
  "contribution",
  "charge",
  "payment",
  "commitment",
  "release",
  "settlement",
  "transfer",
  "exchange",
  "reversal",
] as const satisfies readonly Kind[];

export type LineSearch = {
  from?: string | undefined;
  to?: string | undefined;
  kind?: Kind | undefined;
  q?: string | undefined;
  /** The entry read in a window over the page. */
  entry?: string | undefined;
};

export type BookSearch = LineSearch & { view?: View | undefined };

export function readLineSearch({ from, to, kind, q, entry }: Record<string, unknown>): LineSearch {
  return {
    from: isDay(from) ? from : undefined,
    to: isDay(to) ? to : undefined,
    kind: kinds.find((one) => one === kind),
    q: typeof q === "string" && q ? q.slice(0, 100) : undefined,
    entry: typeof entry === "string" && /^[0-9a-f-]{36}$/.test(entry) ? entry : undefined,
  };
}

export function readBookSearch(search: Record<string, unknown>): BookSearch {
  return { ...readLineSearch(search), view: views.find((one) => one === search.view) };
}

/** A day of the calendar, between the years the service knows. */
export function isDay(value: unknown): value is string {
  if (typeof value !== "string" || !/^(19|20|21)\d{2}-\d{2}-\d{2}$/.test(value)) return false;
  const read = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(value);
}

/** Whether the lines are chosen: an empty list then says something else. */
export function isFiltered({ from, to, kind, q }: LineSearch): boolean {
  return [from, to, kind, q].some((one) => one !== undefined);
}
