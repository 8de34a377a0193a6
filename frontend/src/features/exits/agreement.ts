import type { AnswerOf } from "@/api/client";
import { useApiQuery } from "@/api/hooks";
import { isProblem } from "@/api/problem";

type Pool = AnswerOf<"get", "/v1/pools/{pool_id}">;

/** What a pool and a partnership both say, as far as leaving goes. */
export type Agreement = Pick<
  Pool,
  "id" | "name" | "state" | "my_state" | "my_role" | "my_party_id" | "parties"
>;

/** Where an agreement is shown. */
export type Home = { to: string; params: Record<string, string> };

/** The agreement of an address that does not say of which kind it is: most are pools. */
export function useAgreement(id: string) {
  const pool = useApiQuery("/v1/pools/{pool_id}", { path: { pool_id: id } });
  const isNoPool = isProblem(pool.error, "not_found");
  const partnership = useApiQuery(
    "/v1/partnerships/{partnership_id}",
    { path: { partnership_id: id } },
    { enabled: isNoPool },
  );
  const home: Home = isNoPool
    ? { to: "/partnerships/$partnershipId", params: { partnershipId: id } }
    : { to: "/pools/$poolId", params: { poolId: id } };
  const { data, error, refetch } = isNoPool ? partnership : pool;
  const query: { data: Agreement | undefined; error: unknown; refetch: typeof refetch } = {
    data,
    error,
    refetch,
  };
  return { query, home };
}
