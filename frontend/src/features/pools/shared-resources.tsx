import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Button, Group, Text } from "@mantine/core";
import { IconCalendarWeek, IconTool } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useApiInfinite } from "@/api/hooks";
import { useCan } from "@/app/session";
import type { Agreement } from "@/features/agreements/words";
import { type Resource, resourceKindWords, tariffUnitWords } from "@/features/pools/words";
import { type Column, DataList } from "@/ui/data-list";
import { FictionalBadge } from "@/ui/fictional-badge";
import { LoadMore } from "@/ui/load-more";
import { Section } from "@/ui/page";
import { EmptyState, Loaded } from "@/ui/states";
import { Money, Quantity } from "@/ui/values";

/** What the parties lend each other under this pool, each with its week. */
export function SharedResources({ pool }: { pool: Agreement }) {
  const { t } = useLingui();
  if (pool.my_state === "invited") return null;
  return (
    <Section title={t`Ce que cette mutualisation partage`} actions={<ShareButton pool={pool} />}>
      <Resources poolId={pool.id} />
    </Section>
  );
}

function ShareButton({ pool }: { pool: Agreement }) {
  const may = useCan("resources.manage");
  if (!may || pool.state === "ended" || pool.my_state !== "accepted" || pool.my_role === "observer")
    return null;
  return (
    <Button component={Link} to="/resources" search={{ whose: "ours" } as never} variant="default">
      <Trans>Partager une de nos ressources</Trans>
    </Button>
  );
}

function Resources({ poolId }: { poolId: string }) {
  const { t } = useLingui();
  const resources = useApiInfinite("/v1/resources", { query: { shared_with: poolId } });
  return (
    <>
      <Loaded query={resources}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState icon={IconTool} title={t`Rien n’est encore partagé ici`}>
              <Trans>
                Chaque partie partage ce qu’elle veut : ouvrez une de vos ressources et ajoutez cette
                mutualisation à celles qui peuvent la réserver.
              </Trans>
            </EmptyState>
          ) : (
            <ResourceList resources={items} />
          )
        }
      </Loaded>
      <LoadMore query={resources} />
    </>
  );
}

function ResourceList({ resources }: { resources: Resource[] }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const columns: Column<Resource>[] = [
    {
      key: "name",
      header: t`Ressource`,
      phone: "title",
      cell: ({ id, name, kind, fictional }) => (
        <div>
          <Group gap="xs">
            <Anchor
              component={Link}
              to="/resources/$resourceId"
              params={{ resourceId: id } as never}
              fw={600}
            >
              {name}
            </Anchor>
            {fictional ? <FictionalBadge /> : null}
          </Group>
          <Text size="sm" c="dimmed" fw={400}>
            {i18n._(resourceKindWords[kind])}
          </Text>
        </div>
      ),
    },
    {
      key: "owner",
      header: t`Prêtée par`,
      cell: ({ organisation_name, is_mine }) =>
        is_mine ? <Trans>Votre organisation</Trans> : organisation_name,
    },
    {
      key: "place",
      header: t`Lieu`,
      cell: ({ commune_name, place }) => commune_name ?? place ?? <span aria-hidden="true">–</span>,
    },
    {
      key: "quantity",
      header: t`Unités`,
      align: "right",
      cell: ({ quantity }) => <Quantity value={quantity} />,
    },
    { key: "tariff", header: t`Tarif`, cell: (resource) => <Tariff resource={resource} /> },
  ];
  return (
    <DataList
      label={t`Ce que cette mutualisation partage`}
      items={resources}
      columns={columns}
      rowKey={({ id }) => id}
      actions={({ id, name }) => (
        <Button
          component={Link}
          to="/resources/$resourceId"
          params={{ resourceId: id } as never}
          variant="default"
          size="xs"
          leftSection={<IconCalendarWeek size={16} aria-hidden="true" />}
          aria-label={t`Voir la semaine de ${name}`}
        >
          <Trans>Voir la semaine</Trans>
        </Button>
      )}
    />
  );
}

function Tariff({ resource: { tariff_cents: cents, tariff_unit: unit } }: { resource: Resource }) {
  const { i18n } = useActiveLingui();
  if (cents === 0) return <Trans>Gratuit</Trans>;
  return (
    <>
      <Money cents={cents} /> {i18n._(tariffUnitWords[unit])}
    </>
  );
}
