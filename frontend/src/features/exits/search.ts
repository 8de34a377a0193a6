/** What the address of a simulation says. Apart, so that reading an address does not load the page. */
export type ExitSearch = {
  /** Day the notice would be given; today without it. */
  notice?: string | undefined;
  /** Last day wished; the earliest the rules allow without it. */
  leave?: string | undefined;
};

export function readExitSearch({ notice, leave }: Record<string, unknown>): ExitSearch {
  return { notice: dayOf(notice), leave: dayOf(leave) };
}

/** A day that exists, in a year one can mean: "2027-02-30" and a year still being typed are none. */
export function dayOf(typed: unknown): string | undefined {
  if (typeof typed !== "string" || !/^2[01]\d{2}-\d{2}-\d{2}$/.test(typed)) return undefined;
  const time = Date.parse(`${typed}T00:00:00Z`);
  const exists = !Number.isNaN(time) && new Date(time).toISOString().startsWith(typed);
  return exists ? typed : undefined;
}
