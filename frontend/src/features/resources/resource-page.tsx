import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Group, Stack, Text } from "@mantine/core";
import { IconArrowLeft, IconCalendarPlus, IconInfoCircle, IconPencil } from "@tabler/icons-react";
import { useApiQuery } from "@/api/hooks";
import { useCan } from "@/app/session";
import { useDuration, useKindName, useTariff, useTariffRule } from "@/features/resources/in-words";
import { OpeningHours } from "@/features/resources/opening-hours";
import { ResourceCalendar } from "@/features/resources/resource-calendar";
import { placeOf } from "@/features/resources/resource-card";
import { ResourceShares } from "@/features/resources/resource-shares";
import classes from "@/features/resources/resources.module.css";
import { StewardActions } from "@/features/resources/steward-actions";
import { book, manageResources, type Resource } from "@/features/resources/words";
import { FactList } from "@/ui/fact-list";
import { FictionalBadge } from "@/ui/fictional-badge";
import { AnchorLink, ButtonLink } from "@/ui/links";
import { LoadedPage } from "@/ui/loaded-page";
import { Page, Section } from "@/ui/page";
import { today } from "@/ui/paris-time";
import { DateText } from "@/ui/values";

/** One resource: its week, its rules, with whom it is shared. */
export function ResourcePage({ resourceId, week }: { resourceId: string; week: string | undefined }) {
  const resource = useApiQuery("/v1/resources/{resource_id}", { path: { resource_id: resourceId } });
  const { t } = useLingui();
  return (
    <LoadedPage query={resource} title={t`Ressource`} above={<BackToResources />}>
      {(data) => <Shown resource={data} week={week} />}
    </LoadedPage>
  );
}

export function BackToResources() {
  return (
    <AnchorLink to="/resources">
      <Group gap={6} display="inline-flex">
        <IconArrowLeft size={18} aria-hidden="true" />
        <Trans>Toutes les ressources</Trans>
      </Group>
    </AnchorLink>
  );
}

const isRetired = ({ retired_on }: Resource) => retired_on !== null && retired_on <= today();

function Shown({ resource, week }: { resource: Resource; week: string | undefined }) {
  const { t } = useLingui();
  const kindName = useKindName();
  const mayManage = useCan(manageResources) && resource.is_mine;
  const mayBook = useCan(book) && !isRetired(resource) && resource.quantity > 0;
  const lender = resource.is_mine ? t`vous` : resource.organisation_name;
  return (
    <Page
      title={resource.name}
      above={<BackToResources />}
      lead={t`${kindName(resource.kind)} · chez ${lender}`}
      badge={resource.fictional ? <FictionalBadge /> : null}
      actions={
        <>
          {mayManage ? (
            <ButtonLink
              to="/resources/$resourceId/edit"
              params={{ resourceId: resource.id }}
              variant="default"
              leftSection={<IconPencil size={18} aria-hidden="true" />}
            >
              <Trans>Modifier</Trans>
            </ButtonLink>
          ) : null}
          {mayBook ? (
            <ButtonLink
              to="/bookings/new"
              search={{ resource: resource.id }}
              leftSection={<IconCalendarPlus size={18} aria-hidden="true" />}
            >
              <Trans>Réserver</Trans>
            </ButtonLink>
          ) : null}
        </>
      }
    >
      <Retired resource={resource} />
      <Section title={t`Disponibilité`}>
        <ResourceCalendar resource={resource} week={week} mayBook={mayBook} />
      </Section>
      <Section title={t`Ce qu’il faut savoir`}>
        <Facts resource={resource} />
      </Section>
      <OpeningHours resource={resource} mayManage={mayManage} />
      <ResourceShares resource={resource} mayManage={mayManage} />
      {mayManage ? <StewardActions resource={resource} /> : null}
    </Page>
  );
}

function Retired({ resource }: { resource: Resource }) {
  const { t } = useLingui();
  if (resource.retired_on === null) return null;
  return (
    <Alert
      mb="lg"
      color="orange"
      icon={<IconInfoCircle aria-hidden="true" />}
      title={isRetired(resource) ? t`Cette ressource n’est plus prêtée` : t`Cette ressource sera retirée`}
    >
      <Trans>
        Elle n’est plus proposée à la réservation à partir du <DateText value={resource.retired_on} />. Les
        réservations déjà faites gardent leur créneau.
      </Trans>
    </Alert>
  );
}

function Facts({ resource }: { resource: Resource }) {
  const { t } = useLingui();
  const tariff = useTariff();
  const tariffRule = useTariffRule();
  const duration = useDuration();
  const place = placeOf(resource);
  const { quantity, capacity, unit_name: unit, horizon_days: horizon } = resource;
  const facts = [
    { label: t`Prêtée par`, value: resource.organisation_name },
    ...(place ? [{ label: t`Où la trouver`, value: place }] : []),
    {
      label: t`Tarif`,
      value: (
        <>
          {tariff(resource)}
          <Text size="sm" c="dimmed" fw={400}>
            {tariffRule(resource)}
          </Text>
        </>
      ),
    },
    ...(quantity > 1 || unit
      ? [{ label: t`Quantité`, value: unit ? `${quantity} × ${unit}` : t`${quantity} unités` }]
      : []),
    ...(capacity === null ? [] : [{ label: t`Capacité`, value: t`${capacity} personnes` }]),
    {
      label: t`Durée d’une réservation`,
      value: t`de ${duration(resource.minimum_minutes)} à ${duration(resource.maximum_minutes)}`,
    },
    {
      label: t`Quand réserver`,
      value:
        resource.notice_minutes > 0
          ? t`au moins ${duration(resource.notice_minutes)} et au plus ${horizon} jours à l’avance`
          : t`jusqu’au dernier moment, au plus ${horizon} jours à l’avance`,
    },
    {
      label: t`Accord`,
      value: resource.needs_approval
        ? t`${resource.organisation_name} confirme chaque réservation`
        : t`Réservation confirmée aussitôt`,
    },
  ];
  return (
    <Stack gap="lg">
      {resource.description ? (
        <Text className={classes.description ?? ""}>{resource.description}</Text>
      ) : null}
      <FactList facts={facts} />
    </Stack>
  );
}
