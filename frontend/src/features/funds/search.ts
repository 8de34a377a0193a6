/** What addresses of funds may say. Apart, so that reading an address does not load the page. */
export type FundSearch = { agreement?: string | undefined };
export type NewProjectSearch = { call?: string | undefined };

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const identifier = (value: unknown) => (typeof value === "string" && uuid.test(value) ? value : undefined);

export function readFundSearch({ agreement }: Record<string, unknown>): FundSearch {
  return { agreement: identifier(agreement) };
}

export function readNewProjectSearch({ call }: Record<string, unknown>): NewProjectSearch {
  return { call: identifier(call) };
}
