import { useApiQuery } from "@/api/hooks";
import type { Fund } from "@/features/funds/words";

/** The organisations that take part in the agreement of a fund, to choose one from. */
export function useTakingPart({ agreement_id }: Pick<Fund, "agreement_id">) {
  const parties = useApiQuery("/v1/agreements/{agreement_id}/parties", {
    path: { agreement_id },
    query: { limit: 100 },
  });
  return (parties.data?.items ?? [])
    .filter(({ state, role }) => state === "accepted" && role !== "observer")
    .map(({ organisation_id, organisation_name }) => ({ value: organisation_id, label: organisation_name }));
}
