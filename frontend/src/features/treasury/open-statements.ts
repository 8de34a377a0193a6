import { useEffect } from "react";
import { useApiInfinite } from "@/api/hooks";

type Paged<T> = {
  data: T[] | undefined;
  error: unknown;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  fetchNextPage: () => unknown;
  refetch: () => unknown;
};

/** A list to its end: one chooses among all or has chosen among some. */
export function useWhole<T>(query: Paged<T>) {
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query;
  const more = hasNextPage && !isFetchNextPageError;
  useEffect(() => {
    if (more && !isFetchingNextPage) fetchNextPage();
  }, [more, isFetchingNextPage, fetchNextPage]);
  return { data: more ? undefined : query.data, error: query.error, refetch: query.refetch };
}

/** Statements of an agreement on which something is left to pay. */
export function useOpenStatements(agreementId: string) {
  return useWhole(
    useApiInfinite("/v1/statements", {
      query: { agreement_id: agreementId, state: "issued", limit: 100 },
    }),
  );
}
