import { useLingui } from "@lingui/react/macro";
import { Select, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { type ReactNode, useState } from "react";
import type { ItemOf } from "@/api/client";
import { useApiQuery } from "@/api/hooks";

export type Commune = ItemOf<"/v1/territories/communes">;

type CommunePickerProps = {
  label: string;
  /** Official code of the commune, and the name to show for it. */
  value: string;
  city: string;
  onChange: (commune: Commune | null) => void;
  error?: ReactNode;
  "data-path"?: string;
};

/** A commune by its name or postal code: names repeat, the official code does not. */
export function CommunePicker({ label, value, city, onChange, error, ...rest }: CommunePickerProps) {
  const { t } = useLingui();
  const [search, setSearch] = useState(city);
  const typed = search.trim() === city ? "" : search.trim();
  const [words] = useDebouncedValue(typed, 200);
  const communes = useApiQuery(
    "/v1/territories/communes",
    { query: { q: words, limit: 20 } },
    { enabled: words !== "", staleTime: 600_000 },
  );
  const found = words === "" ? [] : (communes.data?.items ?? []);
  const byCode = new Map(found.map((commune) => [commune.code, commune]));
  const offered = found.map(({ code, name }) => ({ value: code, label: name }));
  const data = value && !byCode.has(value) ? [{ value, label: city }, ...offered] : offered;
  const waiting = typed !== words || communes.isFetching;
  return (
    <Select
      {...rest}
      label={label}
      description={t`Écrivez son nom ou son code postal, puis choisissez-la dans la liste.`}
      placeholder={t`Bully, 69210…`}
      error={error}
      data={data}
      value={value || null}
      onChange={(code) => onChange(code === null ? null : (byCode.get(code) ?? null))}
      searchable
      clearable
      clearButtonProps={{ "aria-label": t`Effacer la commune` }}
      searchValue={search}
      onSearchChange={setSearch}
      // The service has searched, accents and hyphens aside.
      filter={({ options }) => options}
      renderOption={({ option }) => <Option name={option.label} place={placeOf(byCode.get(option.value))} />}
      nothingFoundMessage={
        typed === ""
          ? t`Écrivez les premières lettres de la commune.`
          : waiting
            ? t`Recherche en cours…`
            : t`Aucune commune ne commence ainsi.`
      }
    />
  );
}

function placeOf(commune: Commune | undefined): string {
  if (!commune) return "";
  return [commune.postal_codes.slice(0, 3).join(", "), commune.department_name].filter(Boolean).join(" · ");
}

function Option({ name, place }: { name: string; place: string }) {
  return (
    <span>
      <Text component="span" display="block" fw={550}>
        {name}
      </Text>
      <Text component="span" display="block" size="sm" c="dimmed">
        {place}
      </Text>
    </span>
  );
}
