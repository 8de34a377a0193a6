import { useLingui } from "@lingui/react/macro";
import { Select, type SelectProps, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import type { ItemOf } from "@/api/client";
import { useApiQuery } from "@/api/hooks";

export type PickedOrganisation = ItemOf<"/v1/organisations/suggestions">;

type OrganisationPickerProps = Omit<
  SelectProps,
  "data" | "value" | "defaultValue" | "onChange" | "searchable" | "searchValue" | "onSearchChange"
> & {
  label: string;
  /** Identifier of the organisation chosen; its name is read if the page does not have it. */
  value: string | null | undefined;
  onChange: (organisationId: string | null, organisation: PickedOrganisation | null) => void;
  /** Identifiers of organisations that cannot be chosen here. */
  exclude?: string[];
  /** Only networks. */
  onlyNetworks?: boolean;
};

/**
 * Chooses an organisation by the beginning of its name. Takes what `form.getInputProps` gives:
 * `value` is the identifier.
 */
export function OrganisationPicker(props: OrganisationPickerProps) {
  const { value, onChange, exclude = [], onlyNetworks = false, ...rest } = props;
  const { t } = useLingui();
  const [search, setSearch] = useState("");
  const [picked, setPicked] = useState<PickedOrganisation | null>(null);
  const chosen = useChosen(value ?? null, picked);
  const typed = search.trim() === chosen?.name ? "" : search.trim();
  const [words] = useDebouncedValue(typed, 200);
  const suggestions = useApiQuery(
    "/v1/organisations/suggestions",
    { query: { q: words } },
    { enabled: words !== "", staleTime: 30_000 },
  );
  const found = words === "" ? [] : (suggestions.data?.items ?? []);
  const offered = found.filter(
    ({ id, is_network }) => !exclude.includes(id) && (is_network || !onlyNetworks),
  );
  const known = chosen && !offered.some(({ id }) => id === chosen.id) ? [chosen, ...offered] : offered;
  const byId = new Map(known.map((one) => [one.id, one]));
  const choose = (id: string | null) => {
    const organisation = id === null ? null : (byId.get(id) ?? null);
    setPicked(organisation);
    onChange(id, organisation);
  };
  return (
    <Select
      placeholder={t`Commencez à écrire son nom`}
      clearable
      clearButtonProps={{ "aria-label": t`Effacer le choix` }}
      {...rest}
      data={known.map(({ id, name }) => ({ value: id, label: name }))}
      value={value || null}
      onChange={choose}
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      // The service has searched, accents and all: nothing is filtered again.
      filter={({ options }) => options}
      renderOption={({ option }) => <Option name={option.label} place={placeOf(byId.get(option.value))} />}
      nothingFoundMessage={
        suggestions.isError
          ? t`La recherche n’a pas répondu. Réessayez dans un instant.`
          : typed === ""
            ? t`Écrivez les premières lettres du nom.`
            : typed !== words || suggestions.isFetching
              ? t`Recherche en cours…`
              : t`Aucune organisation de l’annuaire ne porte ce nom.`
      }
    />
  );
}

/** What was picked here, or the record behind an identifier that came with the page. */
function useChosen(id: string | null, picked: PickedOrganisation | null): PickedOrganisation | null {
  const isPicked = id !== null && picked?.id === id;
  const record = useApiQuery(
    "/v1/organisations/{organisation_id}",
    { path: { organisation_id: id ?? "" } },
    { enabled: Boolean(id) && !isPicked, staleTime: 300_000 },
  );
  if (!id) return null;
  return isPicked ? picked : (record.data ?? null);
}

function placeOf(organisation: PickedOrganisation | undefined): string {
  if (!organisation) return "";
  const { city, department_code: department } = organisation;
  return [city, department ? `(${department})` : null].filter(Boolean).join(" ");
}

function Option({ name, place }: { name: string; place: string }) {
  return (
    <span>
      <Text component="span" display="block" fw={550}>
        {name}
      </Text>
      {place ? (
        <Text component="span" display="block" size="sm" c="dimmed">
          {place}
        </Text>
      ) : null}
    </span>
  );
}
