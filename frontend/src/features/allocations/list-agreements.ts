import type { ItemOf } from "@/api/client";
import { useApiQuery } from "@/api/hooks";

export type AgreementLine = Pick<
  ItemOf<"/v1/pools">,
  "id" | "name" | "state" | "my_role" | "my_state" | "lead_name"
>;

const fresh = { staleTime: 300_000 };

/** The agreements whose shared costs one reads: those of the organisation, and those it left. */
export function useAgreements() {
  const pools = useApiQuery("/v1/pools", { query: { limit: 100 } }, fresh);
  const partnerships = useApiQuery("/v1/partnerships", { query: { limit: 100 } }, fresh);
  const both =
    pools.data && partnerships.data ? [...pools.data.items, ...partnerships.data.items] : undefined;
  return {
    data: both?.filter(({ my_state }) => my_state === "accepted" || my_state === "left") as
      | AgreementLine[]
      | undefined,
    error: pools.error ?? partnerships.error,
    refetch: () => {
      void pools.refetch();
      void partnerships.refetch();
    },
  };
}

/** Whether one's organisation prepares the runs of this agreement. */
export function isLed({ my_role, my_state }: Pick<AgreementLine, "my_role" | "my_state">): boolean {
  return my_role === "lead" && my_state === "accepted";
}

export function useParties(agreementId: string) {
  return useApiQuery(
    "/v1/agreements/{agreement_id}/parties",
    { path: { agreement_id: agreementId }, query: { limit: 100 } },
    fresh,
  );
}
