import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useApiMutation, useIdempotencyKey } from "@/api/hooks";
import { type Round, readings } from "@/features/purchases/words";
import { Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { toastDone } from "@/ui/toast";

/** Gives a round up, with a reason that its members read. */
export function CancelDialog({ round, onClose }: { round: Round; onClose: () => void }) {
  const { t } = useLingui();
  const { key } = useIdempotencyKey();
  const form = useForm({
    initialValues: { reason: "" },
    validate: { reason: (reason) => (reason.trim() ? null : t`Dites pourquoi.`) },
  });
  const cancel = useApiMutation("post", "/v1/purchases/{round_id}/cancel", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`L’achat est abandonné.`);
      onClose();
    },
  });
  const submit = form.onSubmit(({ reason }) =>
    cancel.mutate({ path: { round_id: round.id }, body: { reason: reason.trim() }, idempotencyKey: key }),
  );
  return (
    <Dialog opened onClose={onClose} title={t`Abandonner « ${round.title} » ?`} size="lg">
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Text>
            {round.state === "draft" ? (
              <Trans>Personne ne l’a lu : il reste dans votre liste, abandonné. Cela ne s’annule pas.</Trans>
            ) : (
              <Trans>
                Personne ne sera engagé à rien ; les besoins dits et les offres reçues ne serviront pas. Cela
                ne s’annule pas. Vous pourrez en préparer un autre à partir de ses lots et de ses règles.
              </Trans>
            )}
          </Text>
          <FormErrors error={cancel.error} form={form} />
          <Textarea
            label={t`Pourquoi`}
            description={t`Les organisations de l’accord le liront.`}
            autosize
            minRows={2}
            maxLength={2000}
            data-autofocus
            {...form.getInputProps("reason")}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Garder cet achat</Trans>
            </Button>
            <Button type="submit" color="red" loading={cancel.isPending}>
              <Trans>Abandonner l’achat</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
