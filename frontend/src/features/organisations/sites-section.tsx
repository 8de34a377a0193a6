import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Switch, Text } from "@mantine/core";
import { IconMapPin, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useApiInfinite } from "@/api/hooks";
import { CloseSiteDialog } from "@/features/organisations/close-site-dialog";
import classes from "@/features/organisations/directory.module.css";
import { formatIdentifier } from "@/features/organisations/identifiers";
import { SiteDialog } from "@/features/organisations/site-dialog";
import type { Organisation, Site } from "@/features/organisations/words";
import { type Column, DataList } from "@/ui/data-list";
import { LoadMore } from "@/ui/load-more";
import { Section } from "@/ui/page";
import { EmptyState, Loaded } from "@/ui/states";
import { StatusBadge } from "@/ui/status-badge";
import { DateText } from "@/ui/values";

/** Where the organisation is active. The record brings the first open ones; the list has them all. */
export function SitesSection({ organisation }: { organisation: Organisation }) {
  const { t } = useLingui();
  const [adding, setAdding] = useState(false);
  const [withClosed, setWithClosed] = useState(false);
  const { may_change: mayChange, sites, more_sites: more } = organisation;
  const add = mayChange ? (
    <Button
      variant="default"
      leftSection={<IconPlus size={18} aria-hidden="true" />}
      onClick={() => setAdding(true)}
    >
      <Trans>Ajouter un lieu</Trans>
    </Button>
  ) : null;
  return (
    <Section title={t`Lieux d’activité`} actions={add}>
      {more || withClosed ? (
        <AllSites organisation={organisation} withClosed={withClosed} />
      ) : sites.length > 0 ? (
        <SiteList organisation={organisation} sites={sites} />
      ) : (
        <EmptyState icon={IconMapPin} title={t`Aucun lieu ouvert`}>
          <Trans>
            Établissements, antennes, centres : chacun avec son adresse et son numéro SIRET ou FINESS.
          </Trans>
        </EmptyState>
      )}
      <Switch
        mt="sm"
        label={t`Montrer aussi les lieux fermés`}
        checked={withClosed}
        onChange={(event) => setWithClosed(event.currentTarget.checked)}
      />
      {adding ? <SiteDialog organisation={organisation} onClose={() => setAdding(false)} /> : null}
    </Section>
  );
}

function AllSites({ organisation, withClosed }: { organisation: Organisation; withClosed: boolean }) {
  const sites = useApiInfinite("/v1/organisations/{organisation_id}/sites", {
    path: { organisation_id: organisation.id },
    query: { closed: withClosed ? undefined : false },
  });
  return (
    <>
      <Loaded query={sites} lines={2}>
        {(items) => <SiteList organisation={organisation} sites={items} />}
      </Loaded>
      <LoadMore query={sites} />
    </>
  );
}

function useColumns(): Column<Site>[] {
  const { t } = useLingui();
  return [
    {
      key: "name",
      header: t`Lieu`,
      phone: "title",
      cell: ({ name, category, is_head_office, closed_on }) => (
        <>
          <span className={classes.name}>
            <Text component="span" fw={600}>
              {name}
            </Text>
            {is_head_office ? (
              <StatusBadge tone="info">
                <Trans>siège</Trans>
              </StatusBadge>
            ) : null}
            {closed_on ? (
              <StatusBadge tone="neutral">
                <Trans>
                  fermé le <DateText value={closed_on} style="short" />
                </Trans>
              </StatusBadge>
            ) : null}
          </span>
          {category ? (
            <Text size="sm" c="dimmed">
              {category}
            </Text>
          ) : null}
        </>
      ),
    },
    {
      key: "address",
      header: t`Adresse`,
      cell: ({ address, postal_code, city }) =>
        [address, [postal_code, city].filter(Boolean).join(" ")].filter(Boolean).join(", ") || "–",
    },
    {
      key: "numbers",
      header: t`Numéros`,
      cell: ({ siret, finess }) =>
        siret || finess ? (
          <>
            {siret ? <div>SIRET {formatIdentifier("siret", siret)}</div> : null}
            {finess ? <div>FINESS {formatIdentifier("finess", finess)}</div> : null}
          </>
        ) : (
          "–"
        ),
    },
  ];
}

function SiteList({ organisation, sites }: { organisation: Organisation; sites: Site[] }) {
  const { t } = useLingui();
  const columns = useColumns();
  const [edited, setEdited] = useState<Site | null>(null);
  const [closed, setClosed] = useState<Site | null>(null);
  const actions = (site: Site) =>
    site.closed_on ? null : (
      <Group gap="xs" wrap="nowrap" justify="flex-end">
        <Button
          variant="default"
          size="xs"
          aria-label={t`Modifier ${site.name}`}
          onClick={() => setEdited(site)}
        >
          <Trans>Modifier</Trans>
        </Button>
        <Button
          variant="subtle"
          color="red"
          c="var(--mantine-color-error)"
          size="xs"
          aria-label={t`Fermer le lieu ${site.name}`}
          onClick={() => setClosed(site)}
        >
          <Trans>Fermer</Trans>
        </Button>
      </Group>
    );
  return (
    <>
      <DataList
        label={t`Lieux d’activité`}
        items={sites}
        columns={columns}
        rowKey={({ id }) => id}
        {...(organisation.may_change ? { actions } : {})}
      />
      {edited ? (
        <SiteDialog organisation={organisation} site={edited} onClose={() => setEdited(null)} />
      ) : null}
      {closed ? (
        <CloseSiteDialog organisation={organisation} site={closed} onClose={() => setClosed(null)} />
      ) : null}
    </>
  );
}
