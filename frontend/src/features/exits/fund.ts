import { useApiQuery } from "@/api/hooks";

/** The common fund of an agreement, if it has one: what was brought, and where projects are. */
export function useFund(agreementId: string) {
  const found = useApiQuery("/v1/funds", { query: { agreement_id: agreementId, limit: 1 } });
  const fundId = found.data?.items[0]?.id;
  const fund = useApiQuery(
    "/v1/funds/{fund_id}",
    { path: { fund_id: fundId ?? "" } },
    { enabled: fundId !== undefined },
  );
  return fund.data;
}
