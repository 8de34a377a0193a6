import type { AnswerOf } from "@/api/client";
import { useApiQuery } from "@/api/hooks";
import { isProblem } from "@/api/problem";

type Pool = AnswerOf<"get", "/v1/pools/{pool_id}">;

/** What a pool and a partnership both say of themselves and of one's place there. */
export type OneAgreement = Pick<Pool, "id" | "name" | "state" | "starts_on" | "my_state" | "my_role">;

/** The agreement of an address that does not say of which kind it is: most are pools. `home`: where it is shown. */
export function useOneAgreement(id: string) {
  const pool = useApiQuery("/v1/pools/{pool_id}", { path: { pool_id: id } });
  const isNoPool = isProblem(pool.error, "not_found");
  const partnership = useApiQuery(
    "/v1/partnerships/{partnership_id}",
    { path: { partnership_id: id } },
    { enabled: isNoPool },
  );
  const { data, error, refetch } = isNoPool ? partnership : pool;
  const query: { data: OneAgreement | undefined; error: unknown; refetch: typeof refetch } = {
    data,
    error,
    refetch,
  };
  return { query, home: `${isNoPool ? "/partnerships" : "/pools"}/${id}` };
}

/** Whether one's organisation keeps the money and the accounts of the others. */
export function leads({ my_state, my_role }: OneAgreement): boolean {
  return my_state === "accepted" && my_role === "lead";
}
