import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, Text } from "@mantine/core";
import { IconCheck, IconInfoCircle, IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import { useApiQuery } from "@/api/hooks";
import { useCan } from "@/app/session";
import { BackToBookings } from "@/features/bookings/bookings-page";
import { CancelDialog, ConfirmBookingDialog, RefuseDialog } from "@/features/bookings/decision-dialogs";
import { StateBadge } from "@/features/bookings/state-badge";
import { useWhen } from "@/features/bookings/when";
import { type Booking, book, decide, hasBegun, isOpen } from "@/features/bookings/words";
import { type Fact, FactList } from "@/ui/fact-list";
import { FictionalBadge } from "@/ui/fictional-badge";
import { AnchorLink, ButtonLink } from "@/ui/links";
import { LoadedPage } from "@/ui/loaded-page";
import { Page, Section } from "@/ui/page";
import { DateText, Money } from "@/ui/values";

/** One booking, for the organisation that made it and for the steward. */
export function BookingPage({ bookingId }: { bookingId: string }) {
  const booking = useApiQuery("/v1/bookings/{booking_id}", { path: { booking_id: bookingId } });
  const { t } = useLingui();
  return (
    <LoadedPage query={booking} title={t`La réservation`} above={<BackToBookings />}>
      {(data) => <Shown booking={data} />}
    </LoadedPage>
  );
}

type Window = "cancel" | "confirm" | "refuse";

function Shown({ booking }: { booking: Booking }) {
  const { t } = useLingui();
  const when = useWhen();
  const [shown, setShown] = useState<Window | null>(null);
  const close = () => setShown(null);
  return (
    <Page
      title={booking.resource_name}
      above={<BackToBookings />}
      lead={when(booking)}
      badge={
        <>
          <StateBadge state={booking.state} />
          {booking.fictional ? <FictionalBadge /> : null}
        </>
      }
      actions={<Actions booking={booking} onAsk={setShown} />}
    >
      <Situation booking={booking} />
      <Section title={t`La réservation`}>
        <FactList facts={useFacts(booking)} />
      </Section>
      {shown === "cancel" ? <CancelDialog booking={booking} onClose={close} /> : null}
      {shown === "confirm" ? <ConfirmBookingDialog booking={booking} onClose={close} /> : null}
      {shown === "refuse" ? <RefuseDialog booking={booking} onClose={close} /> : null}
    </Page>
  );
}

/** What may still be done, by whom one acts for. */
function Actions({ booking, onAsk }: { booking: Booking; onAsk: (window: Window) => void }) {
  const mayBook = useCan(book);
  const mayDecide = useCan(decide);
  if (!isOpen(booking) || hasBegun(booking)) return null;
  const decides = booking.is_steward && mayDecide;
  return (
    <>
      {booking.is_mine && mayBook ? (
        <>
          <Button variant="default" c="var(--mantine-color-error)" onClick={() => onAsk("cancel")}>
            <Trans>Annuler la réservation</Trans>
          </Button>
          <ButtonLink
            to="/bookings/$bookingId/edit"
            params={{ bookingId: booking.id }}
            variant="default"
            leftSection={<IconPencil size={18} aria-hidden="true" />}
          >
            <Trans>Modifier</Trans>
          </ButtonLink>
        </>
      ) : null}
      {decides && !booking.is_mine ? (
        <Button variant="default" c="var(--mantine-color-error)" onClick={() => onAsk("refuse")}>
          {booking.state === "confirmed" ? <Trans>Retirer la réservation</Trans> : <Trans>Refuser</Trans>}
        </Button>
      ) : null}
      {decides && booking.state === "requested" ? (
        <Button leftSection={<IconCheck size={18} aria-hidden="true" />} onClick={() => onAsk("confirm")}>
          <Trans>Confirmer</Trans>
        </Button>
      ) : null}
    </>
  );
}

/** Where things stand, in a sentence. */
function Situation({ booking }: { booking: Booking }) {
  const { steward_name: steward, organisation_name: booker, state } = booking;
  if (state === "confirmed" && !hasBegun(booking)) return null;
  return (
    <Alert
      mb="xl"
      color={state === "refused" ? "red" : state === "requested" ? "orange" : "gray"}
      variant="light"
      icon={<IconInfoCircle aria-hidden="true" />}
    >
      {state === "requested" && hasBegun(booking) ? (
        <Trans>Cette demande est restée sans réponse avant l’heure prévue.</Trans>
      ) : state === "requested" && booking.is_steward ? (
        <Trans>{booker} attend votre réponse. Le créneau lui est gardé d’ici là.</Trans>
      ) : state === "requested" ? (
        <Trans>{steward} n’a pas encore répondu. Le créneau vous est gardé d’ici là.</Trans>
      ) : state === "refused" ? (
        <Trans>{steward} a refusé cette réservation. Le créneau est libre à nouveau.</Trans>
      ) : state === "cancelled" ? (
        <Trans>{booker} a annulé cette réservation. Le créneau est libre à nouveau.</Trans>
      ) : (
        <Trans>Cette réservation a commencé : elle ne change plus.</Trans>
      )}
      {booking.decision_note ? (
        <Text mt={4} fw={600}>
          <Trans>« {booking.decision_note} »</Trans>
        </Text>
      ) : null}
    </Alert>
  );
}

function useFacts(booking: Booking): Fact[] {
  const { t } = useLingui();
  const { unit_numbers: numbers, quantity } = booking;
  return [
    {
      label: t`Ressource`,
      value: (
        <AnchorLink to="/resources/$resourceId" params={{ resourceId: booking.resource_id }}>
          {booking.resource_name}
        </AnchorLink>
      ),
    },
    { label: t`Prêtée par`, value: booking.steward_name },
    { label: t`Réservée pour`, value: booking.organisation_name },
    { label: t`Réservée par`, value: booking.booked_by_name },
    {
      label: t`Quantité`,
      value: (
        <>
          <Plural value={quantity} one="# unité" other="# unités" />
          {quantity > 1 && numbers.length > 0 ? (
            <Text size="sm" c="dimmed" fw={400}>
              <Trans>Numéros {numbers.join(", ")}</Trans>
            </Text>
          ) : null}
        </>
      ),
    },
    {
      label: t`Coût`,
      value: (
        <>
          <Money cents={booking.cost_cents} />
          <Text size="sm" c="dimmed" fw={400}>
            <Trans>Au tarif du jour de la réservation ou de son dernier changement</Trans>
          </Text>
        </>
      ),
    },
    { label: t`Pour quoi faire`, value: booking.purpose ?? t`Non précisé` },
    { label: t`Demandée le`, value: <DateText value={booking.created_at} style="moment" /> },
    ...(booking.decided_at
      ? [{ label: t`Réponse donnée le`, value: <DateText value={booking.decided_at} style="moment" /> }]
      : []),
    ...(booking.decision_note && booking.state === "confirmed"
      ? [{ label: t`Message reçu`, value: booking.decision_note }]
      : []),
  ];
}
