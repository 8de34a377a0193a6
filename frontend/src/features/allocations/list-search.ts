/** What addresses of the list, of a new run and of its lines may say. Apart, so that reading an address does not load the page. */
export type ListSearch = { agreement?: string | undefined };
export type NewSearch = ListSearch & {
  /** The posted budget whose actual costs are prepared. */
  budget?: string | undefined;
  /** The posted run to correct by a new one. */
  replaces?: string | undefined;
};
export type LinesSearch = {
  /** The line for which one's own organisation is asked its price alone or its quantity. */
  line?: string | undefined;
  asks?: "price" | "quantity" | undefined;
};

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const identifier = (value: unknown) => (typeof value === "string" && uuid.test(value) ? value : undefined);

export function readListSearch({ agreement }: Record<string, unknown>): ListSearch {
  return { agreement: identifier(agreement) };
}

export function readNewSearch({ agreement, budget, replaces }: Record<string, unknown>): NewSearch {
  return {
    agreement: identifier(agreement),
    budget: identifier(budget),
    replaces: identifier(replaces),
  };
}

export function readLinesSearch({ line, asks }: Record<string, unknown>): LinesSearch {
  return {
    line: identifier(line),
    asks: asks === "price" || asks === "quantity" ? asks : undefined,
  };
}
