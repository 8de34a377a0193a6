import type { ItemOf } from "@/api/client";
import { useApiQuery } from "@/api/hooks";
import type { Mandate } from "@/features/banking/words";

type Choice = Pick<ItemOf<"/v1/pools">, "id" | "name" | "state" | "my_role" | "my_state">;

/** Agreements whose lead may be allowed to debit us: in force, not led by us, without a live mandate. */
export function useMandatable(given: Mandate[]) {
  const pools = useApiQuery("/v1/pools", { query: { limit: 100 } });
  const partnerships = useApiQuery("/v1/partnerships", { query: { limit: 100 } });
  const taken = new Set(given.filter(({ revoked_at }) => revoked_at === null).map((one) => one.agreement_id));
  const all: Choice[] = [...(pools.data?.items ?? []), ...(partnerships.data?.items ?? [])];
  return {
    reading: pools.data === undefined || partnerships.data === undefined,
    agreements: all.filter(
      ({ id, state, my_role, my_state }) =>
        state !== "ended" && my_state === "accepted" && my_role === "party" && !taken.has(id),
    ),
  };
}
