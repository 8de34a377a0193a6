import type { AnswerOf, ItemOf } from "@/api/client";
import { useApiQuery } from "@/api/hooks";
import { isProblem } from "@/api/problem";

type Pool = AnswerOf<"get", "/v1/pools/{pool_id}">;

/** What a pool and a partnership both say, as far as debts go. */
export type Agreement = Pick<Pool, "id" | "name" | "my_state" | "my_role">;

/** The agreement of an address that does not say of which kind it is: most are pools. */
export function useAgreement(id: string) {
  const pool = useApiQuery("/v1/pools/{pool_id}", { path: { pool_id: id } });
  const isNoPool = isProblem(pool.error, "not_found");
  const partnership = useApiQuery(
    "/v1/partnerships/{partnership_id}",
    { path: { partnership_id: id } },
    { enabled: isNoPool },
  );
  const { data, error, refetch } = isNoPool ? partnership : pool;
  const query: { data: Agreement | undefined; error: unknown; refetch: typeof refetch } = {
    data,
    error,
    refetch,
  };
  return { query, home: `${isNoPool ? "/partnerships" : "/pools"}/${id}` };
}

type Choice = Pick<ItemOf<"/v1/pools">, "id" | "name" | "my_state">;

/** The agreements whose debts one may read: those one takes part in, and those one left. */
export function useAgreements() {
  const pools = useApiQuery("/v1/pools", { query: { limit: 100 } });
  const partnerships = useApiQuery("/v1/partnerships", { query: { limit: 100 } });
  const all: Choice[] = [...(pools.data?.items ?? []), ...(partnerships.data?.items ?? [])];
  const missing = [pools, partnerships].find(({ data }) => data === undefined);
  return {
    data: missing ? undefined : all.filter(({ my_state: mine }) => mine === "accepted" || mine === "left"),
    error: missing?.error ?? null,
    refetch: () => void missing?.refetch(),
  };
}
