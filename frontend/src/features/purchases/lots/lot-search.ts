/** What the address of a lot's page may say: the quote whose figures are shown. */
export type LotSearch = { quote?: string | undefined };

export function readLotSearch({ quote }: Record<string, unknown>): LotSearch {
  return { quote: typeof quote === "string" && /^[0-9a-f-]{36}$/i.test(quote) ? quote : undefined };
}
