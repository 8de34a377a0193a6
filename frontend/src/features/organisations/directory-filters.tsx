import { useLingui as useActiveLingui } from "@lingui/react";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Select, SimpleGrid, Stack, Switch } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconAdjustmentsHorizontal, IconX } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { useApiInfinite, useApiQuery } from "@/api/hooks";
import { OrganisationPicker } from "@/app/organisation-picker";
import classes from "@/features/organisations/directory.module.css";
import { countFilters, type DirectorySearch } from "@/features/organisations/directory-search";
import { codesOf, legalFormWords, sectorWords } from "@/features/organisations/words";
import { SearchBox } from "@/ui/search-box";

/** Words first; on a phone the other filters wait behind a button. */
export function DirectoryFilters({ search }: { search: DirectorySearch }) {
  const { t } = useLingui();
  const count = countFilters(search);
  const [opened, { toggle }] = useDisclosure(false);
  const clear = useNavigate();
  return (
    <Stack gap="sm" mb="lg">
      <SearchBox label={t`Rechercher`} placeholder={t`Nom, sigle, ville, SIREN, FINESS…`} />
      <Group className={classes.toggle ?? ""} gap="sm">
        <Button
          variant="default"
          leftSection={<IconAdjustmentsHorizontal size={18} aria-hidden="true" />}
          aria-expanded={opened}
          onClick={toggle}
        >
          {count === 0 ? <Trans>Filtrer</Trans> : <Plural value={count} one="# filtre" other="# filtres" />}
        </Button>
      </Group>
      <div className={classes.filters} data-opened={opened}>
        <Choices search={search} />
      </div>
      {count > 0 ? (
        <Group>
          <Button
            variant="subtle"
            size="xs"
            leftSection={<IconX size={16} aria-hidden="true" />}
            onClick={() => void clear({ to: "/organisations", search: { q: search.q }, replace: true })}
          >
            <Trans>Retirer les filtres</Trans>
          </Button>
        </Group>
      ) : null}
    </Stack>
  );
}

function Choices({ search }: { search: DirectorySearch }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const navigate = useNavigate();
  const narrow = (change: DirectorySearch) =>
    void navigate({ to: "/organisations", search: { ...search, ...change }, replace: true });
  const regions = useApiQuery("/v1/territories/regions", { query: { limit: 100 } }, { staleTime: 3_600_000 });
  const departments = useDepartments(search.region);
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="sm">
      <Select
        label={t`Région`}
        placeholder={t`Toutes`}
        data={(regions.data?.items ?? []).map(({ code, name }) => ({ value: code, label: name }))}
        value={search.region ?? null}
        onChange={(region) => narrow({ region: region ?? undefined, department: undefined })}
        searchable
        clearable
        clearButtonProps={{ "aria-label": t`Effacer la région` }}
        nothingFoundMessage={t`Aucune région ne porte ce nom.`}
      />
      <Select
        label={t`Département`}
        placeholder={t`Tous`}
        data={departments.map(({ code, name }) => ({ value: code, label: `${name} (${code})` }))}
        value={search.department ?? null}
        onChange={(department) => narrow({ department: department ?? undefined })}
        searchable
        clearable
        clearButtonProps={{ "aria-label": t`Effacer le département` }}
        nothingFoundMessage={t`Aucun département ne porte ce nom ou ce numéro.`}
      />
      <Select
        label={t`Secteur`}
        placeholder={t`Tous`}
        data={codesOf(sectorWords).map((value) => ({ value, label: i18n._(sectorWords[value]) }))}
        value={search.sector ?? null}
        onChange={(sector) => narrow({ sector: (sector ?? undefined) as DirectorySearch["sector"] })}
        searchable
        clearable
        clearButtonProps={{ "aria-label": t`Effacer le secteur` }}
        nothingFoundMessage={t`Aucun secteur ne porte ce nom.`}
      />
      <Select
        label={t`Forme juridique`}
        placeholder={t`Toutes`}
        data={codesOf(legalFormWords).map((value) => ({ value, label: i18n._(legalFormWords[value]) }))}
        value={search.legal_form ?? null}
        onChange={(form) => narrow({ legal_form: (form ?? undefined) as DirectorySearch["legal_form"] })}
        clearable
        clearButtonProps={{ "aria-label": t`Effacer la forme juridique` }}
      />
      <OrganisationPicker
        label={t`Membres du réseau`}
        placeholder={t`Tous`}
        value={search.network}
        onChange={(network) => narrow({ network: network ?? undefined })}
        onlyNetworks
      />
      <Switch
        className={classes.switch ?? ""}
        label={t`Réseaux et fédérations seulement`}
        checked={search.is_network === true}
        onChange={(event) => narrow({ is_network: event.currentTarget.checked || undefined })}
      />
    </SimpleGrid>
  );
}

/** All of them: there are a few more than one page holds. */
function useDepartments(region: string | undefined) {
  const { data, hasNextPage, isFetching, fetchNextPage } = useApiInfinite(
    "/v1/territories/departments",
    { query: { region, limit: 100 } },
    { staleTime: 3_600_000 },
  );
  useEffect(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  return data ?? [];
}
