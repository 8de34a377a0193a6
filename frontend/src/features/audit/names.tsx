import { createContext, type ReactNode, useContext } from "react";
import { useApiInfinite } from "@/api/hooks";

const Names = createContext<ReadonlyMap<string, string>>(new Map());

/** Names of the parties of an agreement, for records that only keep their identifiers. */
export function PartyNames({ agreementId, children }: { agreementId: string; children: ReactNode }) {
  const parties = useApiInfinite(
    "/v1/agreements/{agreement_id}/parties",
    { path: { agreement_id: agreementId }, query: { limit: 100 } },
    { staleTime: 300_000 },
  );
  const names = new Map(
    (parties.data ?? []).map((party) => [party.organisation_id, party.organisation_name]),
  );
  return <Names value={names}>{children}</Names>;
}

export function usePartyNames(): ReadonlyMap<string, string> {
  return useContext(Names);
}
