/** What the address of the needs may say: whose answer given on paper is being written. */
export type NeedsSearch = { for?: string | undefined };

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function readNeedsSearch({ for: whose }: Record<string, unknown>): NeedsSearch {
  return { for: typeof whose === "string" && uuid.test(whose) ? whose : undefined };
}
