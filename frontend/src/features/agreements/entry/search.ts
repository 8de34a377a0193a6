/** What the address of the open agreements may say. Apart, so that reading an address does not load the page. */
export type OpenSearch = { q?: string | undefined; kind?: "pool" | "partnership" | undefined };

const kinds = ["pool", "partnership"] as const;

export function readOpenSearch({ q, kind }: Record<string, unknown>): OpenSearch {
  return {
    q: typeof q === "string" && q ? q : undefined,
    kind: kinds.find((one) => one === kind),
  };
}
