import { Trans, useLingui } from "@lingui/react/macro";
import { Select, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useApiQuery } from "@/api/hooks";

/** Finds a resource by its name among those one may use. */
export function ResourceChoice({ onChoose }: { onChoose: (id: string | null) => void }) {
  const { t } = useLingui();
  const [typed, setTyped] = useState("");
  const [words] = useDebouncedValue(typed, 200);
  const resources = useApiQuery("/v1/resources", { query: { q: words || undefined, limit: 20 } });
  const items = resources.data?.items ?? [];
  return (
    <Select
      label={t`Ressource`}
      description={t`Tapez quelques lettres, ou ouvrez la liste.`}
      placeholder={t`Minibus, salle…`}
      maw="32rem"
      data={items.map(({ id, name, organisation_name }) => ({
        value: id,
        label: name,
        owner: organisation_name,
      }))}
      renderOption={({ option }) => (
        <div>
          <Text fw={600}>{option.label}</Text>
          <Text size="sm" c="dimmed">
            {items.find(({ id }) => id === option.value)?.organisation_name}
          </Text>
        </div>
      )}
      filter={({ options }) => options}
      searchable
      onSearchChange={setTyped}
      nothingFoundMessage={
        resources.isPending ? <Trans>Recherche…</Trans> : <Trans>Aucune ressource ne correspond</Trans>
      }
      onChange={onChoose}
    />
  );
}
