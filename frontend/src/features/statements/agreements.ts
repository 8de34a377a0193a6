import type { ItemOf } from "@/api/client";
import { useApiQuery } from "@/api/hooks";

export type AgreementChoice = Pick<
  ItemOf<"/v1/pools">,
  "id" | "name" | "state" | "my_role" | "my_state" | "lead_name"
>;

const fresh = { staleTime: 300_000 };

/** The pools and partnerships whose statements one reads: those one takes part in, and those one left. */
export function useAgreements() {
  const pools = useApiQuery("/v1/pools", { query: { limit: 100 } }, fresh);
  const partnerships = useApiQuery("/v1/partnerships", { query: { limit: 100 } }, fresh);
  const readings = [pools, partnerships];
  const both = pools.data && partnerships.data && [...pools.data.items, ...partnerships.data.items];
  return {
    data: both?.filter(({ my_state }) => my_state === "accepted" || my_state === "left") as
      | AgreementChoice[]
      | undefined,
    error: readings.find(({ error }) => error)?.error ?? null,
    refetch: () => readings.map(({ refetch }) => refetch()),
  };
}

export function leads({ my_role, my_state }: AgreementChoice): boolean {
  return my_role === "lead" && my_state === "accepted";
}

/** Where one may bill another party. */
export function mayBillIn({ state, my_role, my_state }: AgreementChoice): boolean {
  return state === "active" && my_state === "accepted" && my_role !== "observer";
}

/** The organisations that take part in an agreement, to choose one from. */
export function useTakingPart(agreementId: string | undefined) {
  const parties = useApiQuery(
    "/v1/agreements/{agreement_id}/parties",
    { path: { agreement_id: agreementId ?? "" }, query: { limit: 100 } },
    { enabled: agreementId !== undefined, ...fresh },
  );
  return (parties.data?.items ?? []).filter(
    ({ state, role }) => role !== "observer" && (state === "accepted" || state === "left"),
  );
}
