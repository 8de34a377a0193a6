import { useQueries } from "@tanstack/react-query";
import { apiQuery, useApiQuery } from "@/api/hooks";
import { filedIn } from "@/features/treasury/payable";

/** What already waits in a file of one's own; of other organisations' files one knows nothing. */
export function useFiled(agreementId: string) {
  const files = useApiQuery("/v1/treasury/files", { query: { agreement_id: agreementId, limit: 100 } });
  const waiting = (files.data?.items ?? []).filter(({ live_count }) => live_count > 0);
  const read = useQueries({
    queries: waiting.map(({ id }) => apiQuery("/v1/treasury/files/{file_id}", { path: { file_id: id } })),
  });
  return filedIn(read.flatMap(({ data }) => (data ? [data] : [])));
}
