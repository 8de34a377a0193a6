/** What addresses of the list, of a new round and of the suppliers may say. Apart, so that reading an address does not load the page. */
export type ListSearch = { agreement?: string | undefined };
export type NewSearch = ListSearch & {
  /** The past round that the new one is prepared after. */
  from?: string | undefined;
};

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const identifier = (value: unknown) => (typeof value === "string" && uuid.test(value) ? value : undefined);

export function readListSearch({ agreement }: Record<string, unknown>): ListSearch {
  return { agreement: identifier(agreement) };
}

export function readNewSearch({ agreement, from }: Record<string, unknown>): NewSearch {
  return { agreement: identifier(agreement), from: identifier(from) };
}
