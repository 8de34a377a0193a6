/** What the address of a year's savings may say. */
export type YearSearch = {
  agreement?: string | undefined;
  year?: number | undefined;
  /** `all`: every organisation that one may read; else one’s own. */
  who?: "all" | undefined;
};

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function readYearSearch({ agreement, year, who }: Record<string, unknown>): YearSearch {
  const asked = Number(year);
  return {
    agreement: typeof agreement === "string" && uuid.test(agreement) ? agreement : undefined,
    year: Number.isInteger(asked) && asked >= 1900 && asked <= 2199 ? asked : undefined,
    who: who === "all" ? "all" : undefined,
  };
}
