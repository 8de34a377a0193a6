/** What addresses of settlements may say. Apart, so that reading an address does not load the page. */
export type SettlementSearch = {
  agreement?: string | undefined;
  /** Last due date of a preview, for the lead. */
  through?: string | undefined;
};

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function readSettlementSearch({ agreement, through }: Record<string, unknown>): SettlementSearch {
  return {
    agreement: typeof agreement === "string" && uuid.test(agreement) ? agreement : undefined,
    through: dayOf(through),
  };
}

/** A day that exists, in a year one can mean: "2027-02-30" and a year still being typed are none. */
export function dayOf(typed: unknown): string | undefined {
  if (typeof typed !== "string" || !/^2[01]\d{2}-\d{2}-\d{2}$/.test(typed)) return undefined;
  const time = Date.parse(`${typed}T00:00:00Z`);
  const exists = !Number.isNaN(time) && new Date(time).toISOString().startsWith(typed);
  return exists ? typed : undefined;
}
