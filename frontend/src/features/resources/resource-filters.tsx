import { useLingui } from "@lingui/react/macro";
import { Select, SimpleGrid } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useKindName } from "@/features/resources/in-words";
import type { ResourceSearch } from "@/features/resources/search";
import { useSharingChoices } from "@/features/resources/sharing";
import { kinds } from "@/features/resources/words";
import { SearchBox } from "@/ui/search-box";

/** Narrows the list; what is chosen is in the address. */
export function ResourceFilters({ search }: { search: ResourceSearch }) {
  const { t } = useLingui();
  const kindName = useKindName();
  const navigate = useNavigate();
  const { groups } = useSharingChoices();
  const change = (part: ResourceSearch) =>
    void navigate({ to: "/resources", search: { ...search, ...part }, replace: true });
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }} spacing="sm" mb="lg">
      <SearchBox label={t`Rechercher`} placeholder={t`Minibus, salle…`} />
      <Select
        label={t`Nature`}
        placeholder={t`Toutes`}
        clearable
        clearButtonProps={{ "aria-label": t`Effacer la nature` }}
        data={kinds.map((kind) => ({ value: kind, label: kindName(kind) }))}
        value={search.kind ?? null}
        onChange={(kind) => change({ kind: kinds.find((one) => one === kind) })}
      />
      <Select
        label={t`Partagées avec`}
        placeholder={t`Tous`}
        clearable
        clearButtonProps={{ "aria-label": t`Effacer le partage` }}
        data={groups}
        value={search.shared ?? null}
        onChange={(shared) => change({ shared: shared ?? undefined })}
      />
      <Select
        label={t`À qui`}
        allowDeselect={false}
        data={[
          { value: "all", label: t`À tous` },
          { value: "ours", label: t`À mon organisation` },
          { value: "others", label: t`Aux autres` },
          { value: "retired", label: t`À mon organisation, retirées comprises` },
        ]}
        value={search.retired ? "retired" : (search.whose ?? "all")}
        onChange={(value) =>
          change({
            whose:
              value === "retired" || value === "ours" ? "ours" : value === "others" ? "others" : undefined,
            retired: value === "retired" ? true : undefined,
          })
        }
      />
    </SimpleGrid>
  );
}
