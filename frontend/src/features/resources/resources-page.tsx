import { Trans, useLingui } from "@lingui/react/macro";
import { SimpleGrid } from "@mantine/core";
import { IconPlus, IconTool } from "@tabler/icons-react";
import { useApiInfinite } from "@/api/hooks";
import { useCan } from "@/app/session";
import { ResourceCard } from "@/features/resources/resource-card";
import { ResourceFilters } from "@/features/resources/resource-filters";
import classes from "@/features/resources/resources.module.css";
import { hasFilters, queryOf, type ResourceSearch } from "@/features/resources/search";
import { manageResources, type ResourceLine } from "@/features/resources/words";
import { ButtonLink } from "@/ui/links";
import { LoadMore } from "@/ui/load-more";
import { Page } from "@/ui/page";
import { EmptyState, Loaded } from "@/ui/states";

/** What the organisation may book, and what it lends. */
export function ResourcesPage({ search }: { search: ResourceSearch }) {
  const { t } = useLingui();
  const resources = useApiInfinite("/v1/resources", { query: { ...queryOf(search), limit: 12 } });
  return (
    <Page
      title={t`Ressources`}
      lead={t`Salles, véhicules, matériel, compétences : ce que vous pouvez réserver, et ce que vous prêtez.`}
      actions={<Offer />}
    >
      <ResourceFilters search={search} />
      <Loaded query={resources}>{(items) => <Cards items={items} filtered={hasFilters(search)} />}</Loaded>
      <LoadMore query={resources} />
    </Page>
  );
}

function Offer() {
  const mayManage = useCan(manageResources);
  if (!mayManage) return null;
  return (
    <ButtonLink to="/resources/new" leftSection={<IconPlus size={18} aria-hidden="true" />}>
      <Trans>Proposer une ressource</Trans>
    </ButtonLink>
  );
}

function Cards({ items, filtered }: { items: ResourceLine[]; filtered: boolean }) {
  const { t } = useLingui();
  if (items.length === 0 && filtered) {
    return (
      <EmptyState
        icon={IconTool}
        title={t`Aucune ressource ne correspond`}
        action={
          <ButtonLink to="/resources" variant="default">
            <Trans>Effacer les filtres</Trans>
          </ButtonLink>
        }
      >
        <Trans>Essayez d’autres mots, ou retirez un filtre.</Trans>
      </EmptyState>
    );
  }
  if (items.length === 0) {
    return (
      <EmptyState icon={IconTool} title={t`Rien à réserver pour l’instant`} action={<Offer />}>
        <Trans>
          Vous verrez ici ce que partagent vos mutualisations, vos partenariats et vos réseaux, ainsi que les
          ressources de votre organisation.
        </Trans>
      </EmptyState>
    );
  }
  return (
    <SimpleGrid
      component="ul"
      cols={{ base: 1, sm: 2, lg: 3 }}
      spacing="md"
      className={classes.cards ?? ""}
      aria-label={t`Ressources`}
    >
      {items.map((resource) => (
        <ResourceCard key={resource.id} resource={resource} />
      ))}
    </SimpleGrid>
  );
}
