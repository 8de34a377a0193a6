import { sharesIn } from "@/features/allocations/figures-codes";
import { useParties } from "@/features/allocations/list-agreements";
import type { Named } from "@/features/allocations/needs-paste";
import type { Run } from "@/features/allocations/words";

export type Sharer = Named & { mine: boolean };

/** The organisations that share the costs of the period, by name; none while they are read. */
export function useSharers(run: Pick<Run, "agreement_id" | "starts_on" | "ends_on">): Sharer[] {
  const parties = useParties(run.agreement_id);
  return (parties.data?.items ?? [])
    .filter((party) => sharesIn(party, run))
    .map(({ organisation_id, organisation_name, mine }) => ({
      id: organisation_id,
      name: organisation_name,
      mine,
    }))
    .toSorted((one, other) => one.name.localeCompare(other.name, "fr"));
}
