import { useLingui } from "@lingui/react/macro";
import { useEffect, useMemo } from "react";
import { useApiInfinite } from "@/api/hooks";
import type { Party } from "@/features/agreements/words";

export type Sharer = Pick<Party, "organisation_id" | "organisation_name" | "role" | "state">;
type Option = { value: string; label: string };

/** Whom a key may name: who shares the costs today; of those that left, the ones already named. */
export function partyOptions(parties: Sharer[], named: string[], unknown: string): Option[] {
  const options = parties
    .filter(({ organisation_id: id, role, state }) =>
      state === "accepted" || state === "invited"
        ? role !== "observer" || named.includes(id)
        : named.includes(id),
    )
    .map(({ organisation_id, organisation_name }) => ({ value: organisation_id, label: organisation_name }));
  const strangers = named.filter((id) => !options.some(({ value }) => value === id));
  return [...options, ...strangers.map((value) => ({ value, label: unknown }))];
}

/** Every party of the agreement, page after page: a choice shows them all. */
export function useParties(agreementId: string) {
  const { t } = useLingui();
  const { data, hasNextPage, isFetchingNextPage, isError, fetchNextPage } = useApiInfinite(
    "/v1/agreements/{agreement_id}/parties",
    { path: { agreement_id: agreementId }, query: { limit: 100 } },
  );
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isError) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isError, fetchNextPage]);
  const unknown = t`Une organisation qui n’est plus partie`;
  return useMemo(
    () => (named: string[]) => (data ? partyOptions(data, named, unknown) : partyOptions([], named, "…")),
    [data, unknown],
  );
}

export type PartyChoices = ReturnType<typeof useParties>;
