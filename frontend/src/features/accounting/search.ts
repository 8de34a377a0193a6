/** What the address of the accounts may say. Apart, so that reading an address loads no page. */
export type View = "accounts" | "organisations" | "codes";

export type AccountingSearch = { year?: number | undefined; view?: View | undefined };

const views = ["accounts", "organisations", "codes"] as const;

export function readAccountingSearch({ year, view }: Record<string, unknown>): AccountingSearch {
  const asked = Number(year);
  return {
    year: Number.isInteger(asked) && asked >= 2000 && asked <= 2199 ? asked : undefined,
    view: views.find((one) => one === view),
  };
}
