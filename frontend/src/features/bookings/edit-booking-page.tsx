import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useApiMutation, useApiQuery } from "@/api/hooks";
import { isProblem } from "@/api/problem";
import { useCan } from "@/app/session";
import { type BookingBody, BookingForm } from "@/features/bookings/booking-form";
import { BackToBookings } from "@/features/bookings/bookings-page";
import { type Booking, book, hasBegun, isOpen, outOfDate } from "@/features/bookings/words";
import { ButtonLink } from "@/ui/links";
import { Page } from "@/ui/page";
import { EmptyState, Loaded } from "@/ui/states";
import { toastDone } from "@/ui/toast";

/** Changes the time, the quantity or the purpose of a booking. */
export function EditBookingPage({ bookingId }: { bookingId: string }) {
  const { t } = useLingui();
  const booking = useApiQuery("/v1/bookings/{booking_id}", { path: { booking_id: bookingId } });
  return (
    <Page
      title={booking.data ? t`Modifier : ${booking.data.resource_name}` : t`Modifier la réservation`}
      above={<BackToBookings />}
      lead={t`Si le nouveau créneau n’est pas libre, vous gardez l’ancien.`}
    >
      <Loaded query={booking} lines={6}>
        {(data) => <Editable booking={data} />}
      </Loaded>
    </Page>
  );
}

function Editable({ booking }: { booking: Booking }) {
  const { t } = useLingui();
  const mayBook = useCan(book);
  if (mayBook && booking.is_mine && isOpen(booking) && !hasBegun(booking)) return <EditForm read={booking} />;
  return (
    <EmptyState
      title={t`Cette réservation ne change plus`}
      action={
        <ButtonLink to="/bookings/$bookingId" params={{ bookingId: booking.id }} variant="default">
          <Trans>Voir la réservation</Trans>
        </ButtonLink>
      }
    >
      <Trans>
        Seule l’organisation qui a réservé peut modifier, tant que la réservation n’a pas commencé et n’est ni
        annulée ni refusée.
      </Trans>
    </EmptyState>
  );
}

/** Only what changed is sent: a new purpose does not ask for the steward’s approval again. */
export function changesOf(before: Booking, after: BookingBody): Partial<BookingBody> {
  const moved = before.starts_at !== after.starts_at || before.ends_at !== after.ends_at;
  return {
    ...(moved ? { starts_at: after.starts_at, ends_at: after.ends_at } : {}),
    ...(before.quantity === after.quantity ? {} : { quantity: after.quantity }),
    ...((before.purpose ?? null) === after.purpose ? {} : { purpose: after.purpose }),
  };
}

/** Starts from what was read when the form opened: somebody else’s change is not overwritten unseen. */
function EditForm({ read }: { read: Booking }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [booking, setBooking] = useState(read);
  const resource = useApiQuery("/v1/resources/{resource_id}", { path: { resource_id: booking.resource_id } });
  const latest = useApiQuery("/v1/bookings/{booking_id}", { path: { booking_id: booking.id } });
  const back = () => navigate({ to: "/bookings/$bookingId", params: { bookingId: booking.id } });
  const change = useApiMutation("patch", "/v1/bookings/{booking_id}", {
    invalidates: outOfDate,
    onSuccess: async ({ state, steward_name: steward }) => {
      toastDone(
        state === "requested"
          ? t`Votre demande modifiée est chez ${steward}.`
          : t`La réservation est à jour.`,
      );
      await back();
    },
  });
  const restart = async () => {
    const { data } = await latest.refetch();
    if (data) setBooking(data);
    change.reset();
  };
  const save = (body: BookingBody) => {
    const changes = changesOf(booking, body);
    if (Object.keys(changes).length === 0) {
      void back();
      return;
    }
    change.mutate({ path: { booking_id: booking.id }, body: changes, version: booking.version });
  };
  return (
    <Loaded query={resource} lines={6}>
      {(data) => (
        <BookingForm
          key={booking.version}
          resource={data}
          initial={booking}
          changed={booking}
          error={change.error}
          refusal={isProblem(change.error, "stale_version") ? <Stale onRestart={restart} /> : undefined}
          pending={change.isPending}
          submitLabel={t`Enregistrer les changements`}
          consequence={
            data.needs_approval && !data.is_mine ? (
              <Trans>
                Si vous changez l’heure ou la quantité, {data.organisation_name} devra confirmer à nouveau,
                même une réservation déjà confirmée.
              </Trans>
            ) : null
          }
          onCancel={() => void back()}
          onEdit={() => (change.error ? change.reset() : undefined)}
          onSubmit={save}
        />
      )}
    </Loaded>
  );
}

function Stale({ onRestart }: { onRestart: () => Promise<void> }) {
  const { t } = useLingui();
  return (
    <Alert color="orange" role="alert" title={t`Modifiée entre-temps`}>
      <Trans>Cette réservation a changé depuis que vous avez ouvert ce formulaire.</Trans>
      <div>
        <Button variant="default" size="sm" mt="sm" onClick={() => void onRestart()}>
          <Trans>Repartir de la version à jour</Trans>
        </Button>
      </div>
    </Alert>
  );
}
