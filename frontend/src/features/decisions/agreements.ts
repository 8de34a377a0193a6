import type { ItemOf } from "@/api/client";
import { useApiQuery } from "@/api/hooks";
import { together } from "@/features/decisions/together";

export type AgreementChoice = Pick<ItemOf<"/v1/pools">, "id" | "name" | "state" | "my_role" | "my_state">;

const fresh = { staleTime: 300_000 };

function useBoth() {
  const pools = useApiQuery("/v1/pools", { query: { limit: 100 } }, fresh);
  const partnerships = useApiQuery("/v1/partnerships", { query: { limit: 100 } }, fresh);
  return { pools, partnerships };
}

/** The pools and partnerships whose votes one reads: those of the organisation, and those it left. */
export function useAgreements(): AgreementChoice[] {
  const { pools, partnerships } = useBoth();
  return [...(pools.data?.items ?? []), ...(partnerships.data?.items ?? [])].filter(
    ({ my_state }) => my_state === "accepted" || my_state === "left",
  );
}

/** Those where one may ask a question: in force, and taking part. */
export function useAskable() {
  const { pools, partnerships } = useBoth();
  return {
    reading: together(pools, partnerships),
    agreements: [...(pools.data?.items ?? []), ...(partnerships.data?.items ?? [])].filter(
      ({ state, my_state, my_role }) =>
        state === "active" && my_state === "accepted" && my_role !== "observer",
    ),
  };
}
