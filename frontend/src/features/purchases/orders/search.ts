/** What the address of the orders may say: the lot shown, and whose orders. */
export type OrdersSearch = { lot?: string | undefined; organisation?: string | undefined };

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const identifier = (value: unknown) => (typeof value === "string" && uuid.test(value) ? value : undefined);

export function readOrdersSearch({ lot, organisation }: Record<string, unknown>): OrdersSearch {
  return { lot: identifier(lot), organisation: identifier(organisation) };
}
