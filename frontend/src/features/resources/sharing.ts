import { useLingui } from "@lingui/react/macro";
import { useApiQuery } from "@/api/hooks";

type Group = { group: string; items: { value: string; label: string }[] };

/** Active pools, partnerships and networks one belongs to, as the choices of a list: "agreement:<id>"… */
export function useSharingChoices(): { groups: Group[]; loading: boolean } {
  const { t } = useLingui();
  const agreements = { my_state: "accepted", state: "active", limit: 100 } as const;
  const pools = useApiQuery("/v1/pools", { query: agreements });
  const partnerships = useApiQuery("/v1/partnerships", { query: agreements });
  const networks = useApiQuery("/v1/networks", { query: { mine: true, limit: 100 } });
  const choices = (target: string, items: { id: string; name: string }[] | undefined) =>
    (items ?? []).map(({ id, name }) => ({ value: `${target}:${id}`, label: name }));
  const groups = [
    { group: t`Mutualisations`, items: choices("agreement", pools.data?.items) },
    { group: t`Partenariats`, items: choices("agreement", partnerships.data?.items) },
    { group: t`Réseaux`, items: choices("network", networks.data?.items) },
  ];
  return {
    groups: groups.filter(({ items }) => items.length > 0),
    loading: pools.isPending || partnerships.isPending || networks.isPending,
  };
}
