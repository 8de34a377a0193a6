import { Trans, useLingui } from "@lingui/react/macro";
import { Group, Paper, Skeleton, Stack, Text, ThemeIcon } from "@mantine/core";
import { IconBuildingCommunity, IconCoinEuro, IconMapPin } from "@tabler/icons-react";
import { useApiQuery } from "@/api/hooks";
import { availabilityAt } from "@/features/resources/availability";
import { useKindName, useTariff } from "@/features/resources/in-words";
import classes from "@/features/resources/resources.module.css";
import { kindWords, type ResourceLine } from "@/features/resources/words";
import { FictionalBadge } from "@/ui/fictional-badge";
import { AnchorLink } from "@/ui/links";
import { clockText, today, wallOf } from "@/ui/paris-time";
import { StatusBadge } from "@/ui/status-badge";

/** A resource in a list: what it is, whose, where, for how much, and whether it is free now. */
export function ResourceCard({ resource }: { resource: ResourceLine }) {
  const kindName = useKindName();
  const tariff = useTariff();
  const { icon: Icon } = kindWords[resource.kind];
  const place = placeOf(resource);
  return (
    <Paper component="li" p="md" className={classes.card ?? ""}>
      <Group wrap="nowrap" align="flex-start" gap="sm">
        <ThemeIcon variant="light" size={40} aria-hidden="true">
          <Icon size={22} stroke={1.6} />
        </ThemeIcon>
        <Stack gap={2} className={classes.cardWords ?? ""}>
          <AnchorLink
            to="/resources/$resourceId"
            params={{ resourceId: resource.id }}
            fw={650}
            className={classes.cardLink ?? ""}
          >
            {resource.name}
          </AnchorLink>
          <Text size="sm" c="dimmed">
            <KindLine kind={kindName(resource.kind)} resource={resource} />
          </Text>
        </Stack>
      </Group>
      <Stack gap={6} component="ul" className={classes.cardFacts ?? ""}>
        <li>
          <IconBuildingCommunity size={18} stroke={1.6} aria-hidden="true" />
          <span>{resource.is_mine ? <Trans>Votre organisation</Trans> : resource.organisation_name}</span>
        </li>
        {place ? (
          <li>
            <IconMapPin size={18} stroke={1.6} aria-hidden="true" />
            <span>{place}</span>
          </li>
        ) : null}
        <li>
          <IconCoinEuro size={18} stroke={1.6} aria-hidden="true" />
          <span>{tariff(resource)}</span>
        </li>
      </Stack>
      <Group gap="xs" mt="auto">
        <Today resource={resource} />
        {resource.fictional ? <FictionalBadge /> : null}
      </Group>
    </Paper>
  );
}

function KindLine({ kind, resource }: { kind: string; resource: ResourceLine }) {
  const { capacity, quantity } = resource;
  return (
    <>
      {kind}
      {capacity !== null ? (
        <>
          {" · "}
          <Trans>{capacity} places</Trans>
        </>
      ) : null}
      {quantity > 1 ? (
        <>
          {" · "}
          <Trans>{quantity} unités</Trans>
        </>
      ) : null}
    </>
  );
}

/** Where to find it, the department added when the place does not say it. */
export function placeOf({ place, site_name, commune_name, department_name }: ResourceLine): string {
  const where = [place ?? site_name, commune_name].filter(Boolean).join(", ");
  if (!department_name || where.includes(department_name)) return where;
  return where ? `${where} (${department_name})` : department_name;
}

function Today({ resource }: { resource: ResourceLine }) {
  const { t } = useLingui();
  const day = today();
  const calendar = useApiQuery("/v1/resources/{resource_id}/calendar", {
    path: { resource_id: resource.id },
    query: { from: day, to: day },
  });
  if (resource.retired_on !== null && resource.retired_on <= day) {
    return (
      <StatusBadge tone="neutral">
        <Trans>Retirée</Trans>
      </StatusBadge>
    );
  }
  // Whether it is free today is a convenience: the page of the resource says more.
  if (calendar.error) return null;
  if (!calendar.data) return <Skeleton height={24} width={120} role="img" aria-label={t`Disponibilité`} />;
  const now = availabilityAt(calendar.data, new Date());
  if (now.state === "free") {
    const { units, of } = now;
    return (
      <StatusBadge tone="positive">
        {of > 1 ? (
          <Trans>
            {units} sur {of} libres
          </Trans>
        ) : (
          <Trans>Libre maintenant</Trans>
        )}
      </StatusBadge>
    );
  }
  if (now.state === "closed") {
    return (
      <StatusBadge tone="neutral">
        <Trans>Fermé maintenant</Trans>
      </StatusBadge>
    );
  }
  if (now.state === "opens") {
    const hour = clockText(wallOf(now.at).minutes);
    return (
      <StatusBadge tone="neutral">
        <Trans>Ouvre à {hour}</Trans>
      </StatusBadge>
    );
  }
  const until = now.until && wallOf(now.until).day === day ? clockText(wallOf(now.until).minutes) : null;
  return (
    <StatusBadge tone="attention">
      {until ? <Trans>Occupé jusqu’à {until}</Trans> : <Trans>Occupé aujourd’hui</Trans>}
    </StatusBadge>
  );
}
