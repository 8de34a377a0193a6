import { useEffect } from "react";
import type { ItemOf } from "@/api/client";
import { useApiInfinite, useApiQuery } from "@/api/hooks";

export type AgreementLine = Pick<
  ItemOf<"/v1/pools">,
  "id" | "name" | "state" | "my_role" | "my_state" | "lead_name"
>;
export type Party = ItemOf<"/v1/agreements/{agreement_id}/parties">;

const fresh = { staleTime: 300_000 };

/** The agreements whose purchases one reads: those of the organisation, and those it left. */
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

/** Whether one's organisation coordinates the purchases of this agreement: its lead does. */
export function coordinates({ my_role, my_state, state }: AgreementLine): boolean {
  return my_role === "lead" && my_state === "accepted" && state !== "ended";
}

/** Every party that may be asked, page after page: those that take part and do not merely observe. */
export function useParties(agreementId: string) {
  const parties = useApiInfinite(
    "/v1/agreements/{agreement_id}/parties",
    { path: { agreement_id: agreementId }, query: { limit: 100 } },
    fresh,
  );
  const { data, ...rest } = useWhole(parties);
  return { ...rest, data: data?.filter(({ state, role }) => state === "accepted" && role !== "observer") };
}

/** Everybody who is asked. */
export function useAsked(roundId: string) {
  return useWhole(
    useApiInfinite("/v1/purchases/{round_id}/members", {
      path: { round_id: roundId },
      query: { limit: 100 },
    }),
  );
}

type Pages<T> = {
  data: T[] | undefined;
  error: unknown;
  refetch: () => unknown;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
};

/** A list read to its end before it is shown. */
function useWhole<T>({ data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage }: Pages<T>) {
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return { data: hasNextPage ? undefined : data, error, refetch };
}
