import { Trans, useLingui } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useApiMutation, useApiQuery, useIdempotencyKey } from "@/api/hooks";
import { useCan } from "@/app/session";
import { BookingForm } from "@/features/bookings/booking-form";
import { BackToBookings } from "@/features/bookings/bookings-page";
import { type Span, usualSpan } from "@/features/bookings/period";
import type { Resource } from "@/features/bookings/preview";
import { ResourceChoice } from "@/features/bookings/resource-choice";
import { book, outOfDate } from "@/features/bookings/words";
import { AnchorLink, ButtonLink } from "@/ui/links";
import { Page } from "@/ui/page";
import { addMinutes, later } from "@/ui/paris-time";
import { EmptyState, Loaded } from "@/ui/states";
import { toastDone } from "@/ui/toast";

export type NewBookingSearch = {
  resource?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
};

/** Books: which resource first, then when. */
export function NewBookingPage({ search }: { search: NewBookingSearch }) {
  const { t } = useLingui();
  const mayBook = useCan(book);
  return (
    <Page
      title={t`Réserver`}
      above={<BackToBookings />}
      lead={search.resource ? null : t`Choisissez d’abord ce que vous voulez réserver.`}
    >
      {mayBook ? <Steps search={search} /> : <MayNotBook />}
    </Page>
  );
}

function MayNotBook() {
  const { t } = useLingui();
  return (
    <EmptyState
      title={t`Votre mandat ne permet pas de réserver`}
      action={
        <ButtonLink to="/resources" variant="default">
          <Trans>Voir les ressources</Trans>
        </ButtonLink>
      }
    >
      <Trans>Demandez à la direction de votre organisation de vous donner le pouvoir de réserver.</Trans>
    </EmptyState>
  );
}

function Steps({ search }: { search: NewBookingSearch }) {
  const navigate = useNavigate();
  const choose = (resource: string | null) =>
    void navigate({ to: "/bookings/new", search: { resource: resource ?? undefined }, replace: true });
  if (!search.resource) return <ResourceChoice onChoose={choose} />;
  return <ForResource key={search.resource} resourceId={search.resource} search={search} />;
}

function ForResource({ resourceId, search }: { resourceId: string; search: NewBookingSearch }) {
  const resource = useApiQuery("/v1/resources/{resource_id}", { path: { resource_id: resourceId } });
  return (
    <Loaded query={resource} lines={6}>
      {(data) => (
        <Booking key={`${search.from}/${search.to}`} resource={data} initial={initialOf(search, data)} />
      )}
    </Loaded>
  );
}

/** What was chosen in a calendar, else tomorrow; no shorter than the resource allows. */
function initialOf({ from, to }: NewBookingSearch, resource: Resource): Span {
  const wished = from && to && from < to ? { starts_at: from, ends_at: to } : usualSpan(new Date());
  const least = addMinutes(wished.starts_at, resource.minimum_minutes);
  return { ...wished, ends_at: later(wished.ends_at, least) };
}

function Booking({ resource, initial }: { resource: Resource; initial: Span }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { key, renew } = useIdempotencyKey();
  const create = useApiMutation("post", "/v1/bookings", {
    invalidates: outOfDate,
    onSuccess: async ({ id, state, resource_name: name, steward_name: steward }) => {
      toastDone(
        state === "requested"
          ? t`Votre demande pour ${name} est envoyée à ${steward}.`
          : t`C’est réservé : ${name}.`,
      );
      await navigate({ to: "/bookings/$bookingId", params: { bookingId: id } });
    },
  });
  // Refused, then changed: that is another intention.
  const another = () => {
    if (!create.error) return;
    create.reset();
    renew();
  };
  const asks = resource.needs_approval && !resource.is_mine;
  return (
    <>
      <ResourceHead resource={resource} />
      <BookingForm
        resource={resource}
        initial={{ ...initial, quantity: 1, purpose: null }}
        error={create.error}
        pending={create.isPending}
        submitLabel={asks ? t`Demander la réservation` : t`Réserver`}
        consequence={
          asks ? (
            <Trans>
              {resource.organisation_name} confirmera ou refusera. Vous pourrez annuler tant que la
              réservation n’a pas commencé.
            </Trans>
          ) : (
            <Trans>
              Le coût est fixé au tarif d’aujourd’hui. Vous pourrez annuler tant que la réservation n’a pas
              commencé.
            </Trans>
          )
        }
        onCancel={() => void navigate({ to: "/resources/$resourceId", params: { resourceId: resource.id } })}
        onEdit={another}
        onSubmit={(body) =>
          create.mutate({ body: { ...body, resource_id: resource.id }, idempotencyKey: key })
        }
      />
    </>
  );
}

function ResourceHead({ resource }: { resource: Resource }) {
  return (
    <Text mb="lg" fz="lg">
      <AnchorLink to="/resources/$resourceId" params={{ resourceId: resource.id }} fw={650}>
        {resource.name}
      </AnchorLink>{" "}
      <Text span c="dimmed">
        {resource.is_mine ? <Trans>chez vous</Trans> : <Trans>chez {resource.organisation_name}</Trans>}
      </Text>
    </Text>
  );
}
