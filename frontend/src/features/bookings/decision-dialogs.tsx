import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useApiMutation, useIdempotencyKey } from "@/api/hooks";
import { When } from "@/features/bookings/when";
import { type Booking, outOfDate } from "@/features/bookings/words";
import { ConfirmDialog, Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { toastDone } from "@/ui/toast";

type DecisionProps = { booking: Booking; onClose: () => void };

/** The steward says yes, with a word if useful. */
export function ConfirmBookingDialog({ booking, onClose }: DecisionProps) {
  const { t } = useLingui();
  const { key } = useIdempotencyKey();
  const { organisation_name: booker } = booking;
  const form = useForm({ initialValues: { note: "" } });
  const confirm = useApiMutation("post", "/v1/bookings/{booking_id}/confirm", {
    invalidates: outOfDate,
    onSuccess: () => {
      toastDone(t`La réservation pour ${booker} est confirmée.`);
      onClose();
    },
  });
  const submit = form.onSubmit(({ note }) =>
    confirm.mutate({
      path: { booking_id: booking.id },
      body: { note: note.trim() || null },
      idempotencyKey: key,
    }),
  );
  return (
    <Dialog opened onClose={onClose} title={t`Confirmer la réservation pour ${booker} ?`}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <FormErrors error={confirm.error} form={form} />
          <Text>
            {booking.resource_name}, <When span={booking} />.
          </Text>
          <Textarea
            label={t`Un mot pour ${booker} (facultatif)`}
            description={t`Par exemple : clés à l’accueil. N’écrivez ni nom de résident ni donnée de santé.`}
            autosize
            minRows={2}
            maxLength={500}
            data-autofocus
            {...form.getInputProps("note")}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Annuler</Trans>
            </Button>
            <Button type="submit" loading={confirm.isPending}>
              <Trans>Confirmer la réservation</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

/** The steward says no, or takes a confirmation back, and why. */
export function RefuseDialog({ booking, onClose }: DecisionProps) {
  const { t } = useLingui();
  const { key } = useIdempotencyKey();
  const { organisation_name: booker } = booking;
  const wasConfirmed = booking.state === "confirmed";
  const form = useForm({
    initialValues: { note: "" },
    validate: { note: (note) => (note.trim() ? null : t`Dites pourquoi : l’organisation le lira.`) },
  });
  const refuse = useApiMutation("post", "/v1/bookings/{booking_id}/refuse", {
    invalidates: outOfDate,
    onSuccess: () => {
      toastDone(t`La réservation pour ${booker} est refusée.`);
      onClose();
    },
  });
  const submit = form.onSubmit(({ note }) =>
    refuse.mutate({ path: { booking_id: booking.id }, body: { note: note.trim() }, idempotencyKey: key }),
  );
  return (
    <Dialog
      opened
      onClose={onClose}
      title={
        wasConfirmed ? t`Retirer la réservation pour ${booker} ?` : t`Refuser la réservation pour ${booker} ?`
      }
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <FormErrors error={refuse.error} form={form} />
          <Text>
            {booking.resource_name}, <When span={booking} />.
          </Text>
          <Text c="dimmed">
            {wasConfirmed ? (
              <Trans>
                {booker} comptait dessus : sa réservation confirmée passe à « refusée » et le créneau est
                libre aussitôt. On ne peut pas revenir en arrière.
              </Trans>
            ) : (
              <Trans>Le créneau est libre aussitôt. On ne peut pas revenir en arrière.</Trans>
            )}
          </Text>
          <TextInput
            label={t`Pourquoi`}
            description={t`${booker} le lira. Par exemple : minibus en réparation.`}
            required
            maxLength={200}
            data-autofocus
            {...form.getInputProps("note")}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Annuler</Trans>
            </Button>
            <Button type="submit" color="red" loading={refuse.isPending}>
              {wasConfirmed ? <Trans>Retirer la réservation</Trans> : <Trans>Refuser</Trans>}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

/** The organisation that booked gives the slot back. */
export function CancelDialog({ booking, onClose }: DecisionProps) {
  const { t } = useLingui();
  const { key } = useIdempotencyKey();
  const cancel = useApiMutation("post", "/v1/bookings/{booking_id}/cancel", {
    invalidates: outOfDate,
    onSuccess: () => {
      toastDone(t`La réservation est annulée.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t`Annuler cette réservation ?`}
      consequences={
        <Stack gap="sm">
          <Text>
            {booking.resource_name}, <When span={booking} />.
          </Text>
          <Text c="dimmed">
            <Trans>
              Le créneau est libre aussitôt et une autre organisation peut le prendre. {booking.steward_name}{" "}
              verra que vous avez annulé. Pour revenir en arrière, il faudrait réserver à nouveau.
            </Trans>
          </Text>
        </Stack>
      }
      confirmLabel={t`Annuler la réservation`}
      danger
      pending={cancel.isPending}
      error={cancel.error}
      onConfirm={() => cancel.mutate({ path: { booking_id: booking.id }, idempotencyKey: key })}
    />
  );
}
