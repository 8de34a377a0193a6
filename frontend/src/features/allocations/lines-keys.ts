import { useApiQuery } from "@/api/hooks";

/** The keys and joining prices of the rules in force on a day, and who reads whose lines by them. */
export function useKeysOn(agreementId: string, day: string) {
  const path = { agreement_id: agreementId };
  const rules = useApiQuery("/v1/agreements/{agreement_id}/rules", { path });
  const versions = useApiQuery("/v1/agreements/{agreement_id}/rules/versions", {
    path,
    query: { limit: 100 },
  });
  const adopted = versions.data?.items
    .filter(({ state, in_force_from: from }) => state === "adopted" && from !== null && from <= day)
    .toSorted((one, other) => (one.in_force_from ?? "").localeCompare(other.in_force_from ?? ""))
    .at(-1);
  const another = adopted !== undefined && adopted.id !== rules.data?.rules_id;
  const version = useApiQuery(
    "/v1/agreements/{agreement_id}/rules/versions/{rules_id}",
    { path: { ...path, rules_id: adopted?.id ?? "" } },
    { enabled: rules.data !== undefined && another },
  );
  const content = another ? version.data?.content : rules.data?.content;
  const ready = versions.data !== undefined && content !== undefined;
  return {
    data: ready
      ? {
          number: adopted?.number ?? rules.data?.number ?? null,
          keys: content.allocation_keys ?? [],
          tariffs: content.joining_tariffs ?? [],
          open: content.confidentiality === "open",
        }
      : undefined,
    error: rules.error ?? versions.error ?? version.error,
    refetch: () => {
      void rules.refetch();
      void versions.refetch();
      if (another) void version.refetch();
    },
  };
}
