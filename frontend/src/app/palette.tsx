import "@mantine/spotlight/styles.css";
import { useLingui as useActiveLingui } from "@lingui/react";
import { useLingui } from "@lingui/react/macro";
import { useDebouncedValue } from "@mantine/hooks";
import { createSpotlight, Spotlight, type SpotlightActionData } from "@mantine/spotlight";
import { IconBuilding, IconSearch, IconUserCircle } from "@tabler/icons-react";
import { useRouter } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useApiQuery } from "@/api/hooks";
import { useDestinations } from "@/app/navigation";

const [store, actions] = createSpotlight();

/** Goes to a page or to an organisation, from the keyboard. Opens each time `asked` changes. */
export function Palette({ asked }: { asked: number }) {
  const { t } = useLingui();
  const [query, setQuery] = useState("");
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new demand opens it again
  useEffect(() => actions.open(), [asked]);
  const organisations = useOrganisationActions(query);
  const groups = [
    { group: t`Pages`, actions: usePageActions() },
    { group: t`Organisations`, actions: organisations.actions },
  ].filter((group) => group.actions.length > 0);
  return (
    <Spotlight
      store={store}
      shortcut={null}
      query={query}
      onQueryChange={setQuery}
      actions={groups}
      scrollable
      attributes={{ content: { "aria-label": t`Aller à une page ou à une organisation` } }}
      maxHeight={420}
      nothingFound={organisations.isSearching ? t`Recherche en cours…` : t`Rien ne correspond à ces mots.`}
      searchProps={{
        leftSection: <IconSearch size={20} aria-hidden="true" />,
        placeholder: t`Une page, une organisation…`,
        "aria-label": t`Aller à une page ou à une organisation`,
      }}
    />
  );
}

function usePageActions(): SpotlightActionData[] {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const router = useRouter();
  const pages = useDestinations().map(({ to, label, icon: Icon }) => ({
    id: to,
    label: i18n._(label),
    leftSection: <Icon size={20} stroke={1.7} aria-hidden="true" />,
    onClick: () => void router.navigate({ href: to }),
  }));
  const profile = {
    id: "/profile",
    label: t`Mon profil`,
    leftSection: <IconUserCircle size={20} stroke={1.7} aria-hidden="true" />,
    onClick: () => void router.navigate({ href: "/profile" }),
  };
  return [...pages, profile];
}

/** The service searches with accents, stems and typing errors in mind: what it found is not filtered again. */
function useOrganisationActions(query: string): { actions: SpotlightActionData[]; isSearching: boolean } {
  const router = useRouter();
  const typed = query.trim();
  const [words] = useDebouncedValue(typed, 200);
  const found = useApiQuery(
    "/v1/organisations",
    { query: { q: words, limit: 6 } },
    { enabled: words.length > 1, staleTime: 30_000 },
  );
  const isSearching = typed.length > 1 && (typed !== words || found.isFetching);
  if (typed.length < 2) return { actions: [], isSearching };
  const actions = (found.data?.items ?? []).map(({ id, name, city, department_name: department }) => ({
    id,
    label: name,
    description: [city, department].filter(Boolean).join(", "),
    keywords: query,
    leftSection: <IconBuilding size={20} stroke={1.7} aria-hidden="true" />,
    onClick: () => void router.navigate({ href: `/organisations/${id}` }),
  }));
  return { actions, isSearching };
}
