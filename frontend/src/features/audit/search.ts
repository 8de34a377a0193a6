/** What the address of a journal may say. Apart, so that reading an address loads no page. */
export type JournalSearch = {
  /** What was done, as the service names it: `ballots.insert`. */
  action?: string | undefined;
  /** One thing only: the identifier of what was written. */
  subject?: string | undefined;
};

export function readJournalSearch({ action, subject }: Record<string, unknown>): JournalSearch {
  return {
    action: typeof action === "string" && /^[a-z_]{1,60}\.[a-z_]{1,20}$/.test(action) ? action : undefined,
    subject: typeof subject === "string" && /^[0-9a-f-]{36}$/.test(subject) ? subject : undefined,
  };
}
