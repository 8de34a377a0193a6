import { useLingui as useActiveLingui } from "@lingui/react";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Button, Text } from "@mantine/core";
import { IconBuilding, IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useApiInfinite, useApiQuery } from "@/api/hooks";
import { useCan } from "@/app/session";
import classes from "@/features/organisations/directory.module.css";
import { DirectoryFilters } from "@/features/organisations/directory-filters";
import { countFilters, type DirectorySearch } from "@/features/organisations/directory-search";
import { legalFormWords, type OrganisationLine, sectorWords } from "@/features/organisations/words";
import { type Column, DataList } from "@/ui/data-list";
import { FictionalBadge } from "@/ui/fictional-badge";
import { LoadMore } from "@/ui/load-more";
import { Page } from "@/ui/page";
import { EmptyState, Loaded } from "@/ui/states";
import { StatusBadge } from "@/ui/status-badge";

/** The public directory: who exists, where, and in what. */
export function DirectoryPage({ search }: { search: DirectorySearch }) {
  const { t } = useLingui();
  const found = useApiInfinite("/v1/organisations", { query: search });
  return (
    <Page
      title={t`Annuaire`}
      lead={t`Les organisations de l’économie sociale et solidaire et leurs réseaux. Cherchez un voisin, un partenaire, un réseau où adhérer.`}
      actions={<AddButton />}
    >
      <DirectoryFilters search={search} />
      <Outcome search={search} />
      <Loaded query={found}>
        {(items) =>
          items.length === 0 ? <NothingFound search={search} /> : <OrganisationList items={items} />
        }
      </Loaded>
      <LoadMore query={found} />
    </Page>
  );
}

function AddButton() {
  const mayCreate = useCan("organisations.create");
  if (!mayCreate) return null;
  return (
    <Button
      variant="default"
      leftSection={<IconPlus size={18} aria-hidden="true" />}
      renderRoot={(props) => <Link {...props} to="/organisations/new" />}
    >
      <Trans>Ajouter une organisation</Trans>
    </Button>
  );
}

/** How many, and what was really searched when a word was mistyped. */
function Outcome({ search }: { search: DirectorySearch }) {
  const answer = useApiQuery("/v1/organisations/count", { query: search });
  const { count, capped, corrected_query: corrected } = answer.data ?? {};
  return (
    <Text role="status" mb="sm" mih="1.55em">
      {corrected ? (
        <>
          <Trans>
            Aucun résultat pour « {search.q} ». Résultats pour « <strong>{corrected}</strong> » :
          </Trans>{" "}
        </>
      ) : null}
      {count === undefined ? null : capped ? (
        <Trans>Plus de 1 000 organisations : précisez votre recherche pour en voir moins.</Trans>
      ) : count > 0 ? (
        <Plural value={count} one="# organisation" other="# organisations" />
      ) : null}
    </Text>
  );
}

function OrganisationList({ items }: { items: OrganisationLine[] }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const columns: Column<OrganisationLine>[] = [
    { key: "name", header: t`Organisation`, phone: "title", cell: (item) => <Name organisation={item} /> },
    { key: "sector", header: t`Secteur`, cell: ({ sector }) => i18n._(sectorWords[sector]) },
    {
      key: "legal_form",
      header: t`Forme juridique`,
      phone: "hidden",
      cell: ({ legal_form }) => i18n._(legalFormWords[legal_form]),
    },
    { key: "place", header: t`Lieu`, cell: (item) => <Place organisation={item} /> },
  ];
  return (
    <DataList label={t`Organisations trouvées`} items={items} columns={columns} rowKey={(item) => item.id} />
  );
}

function Name({ organisation }: { organisation: OrganisationLine }) {
  const { id, name, short_name: shortName, is_network: isNetwork, fictional } = organisation;
  return (
    <>
      <span className={classes.name}>
        <Anchor
          fw={600}
          underline="hover"
          renderRoot={(props) => (
            <Link {...props} to="/organisations/$organisationId" params={{ organisationId: id }} />
          )}
        >
          {name}
        </Anchor>
        {isNetwork ? (
          <StatusBadge tone="shared">
            <Trans>réseau</Trans>
          </StatusBadge>
        ) : null}
        {fictional ? <FictionalBadge /> : null}
      </span>
      {shortName ? (
        <Text size="sm" c="dimmed" fw={400}>
          {shortName}
        </Text>
      ) : null}
    </>
  );
}

function Place({ organisation }: { organisation: OrganisationLine }) {
  const { city, department_name: department, department_code: code } = organisation;
  if (!city && !department) return <span aria-hidden="true">–</span>;
  return (
    <>
      {city}
      {department ? (
        <Text size="sm" c="dimmed">
          {department} ({code})
        </Text>
      ) : null}
    </>
  );
}

function NothingFound({ search }: { search: DirectorySearch }) {
  const { t } = useLingui();
  const narrowed = countFilters(search) > 0;
  return (
    <EmptyState
      icon={IconBuilding}
      title={t`Aucune organisation ne correspond`}
      action={
        narrowed ? (
          <Button
            variant="default"
            renderRoot={(props) => <Link {...props} to="/organisations" search={{ q: search.q }} />}
          >
            <Trans>Chercher sans les filtres</Trans>
          </Button>
        ) : null
      }
    >
      {narrowed ? (
        <Trans>Retirez un filtre, ou essayez un autre mot : un morceau du nom ou la ville suffit.</Trans>
      ) : (
        <Trans>
          Essayez un autre mot : un morceau du nom ou la ville suffit. Si l’organisation manque à l’annuaire,
          votre direction ou votre coordination peut l’ajouter.
        </Trans>
      )}
    </EmptyState>
  );
}
