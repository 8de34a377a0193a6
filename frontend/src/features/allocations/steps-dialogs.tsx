import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useApiMutation, useIdempotencyKey } from "@/api/hooks";
import { isProblem } from "@/api/problem";
import { type Run, readings } from "@/features/allocations/words";
import { ConfirmDialog, Dialog, Refusal } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { ButtonLink } from "@/ui/links";
import { toastDone } from "@/ui/toast";
import { Money } from "@/ui/values";

type StepDialogProps = { run: Run; onClose: () => void };

/** The second look at the shares. What it finds out of date sends back to the lines. */
export function ReviewDialog({ run, onClose }: StepDialogProps) {
  const { t } = useLingui();
  const { key } = useIdempotencyKey();
  const review = useApiMutation("post", "/v1/allocations/{allocation_id}/review", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`Les parts sont relues. Elles peuvent maintenant être émises.`);
      onClose();
    },
  });
  const { members_count: count, total_cents: total } = run;
  if (isProblem(review.error, "shares_out_of_date", "not_computed")) {
    return <ToComputeAgain run={run} error={review.error} onClose={onClose} />;
  }
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t`Confirmer votre relecture ?`}
      confirmLabel={t`Les parts sont justes`}
      onConfirm={() => review.mutate({ path: { allocation_id: run.id }, idempotencyKey: key })}
      pending={review.isPending}
      error={review.error}
      consequences={
        <Stack gap="xs">
          {total !== null && count !== null ? (
            <Text>
              <Trans>
                <Money cents={total} /> partagés entre {count} organisations.
              </Trans>
            </Text>
          ) : null}
          <Text>
            <Trans>
              Vous confirmez avoir vérifié les lignes, les chiffres et les parts. Elles ne changeront plus,
              sauf à renvoyer ce partage en préparation. Rien n’est encore dû : il restera à les émettre.
            </Trans>
          </Text>
        </Stack>
      }
    />
  );
}

function ToComputeAgain({ run, error, onClose }: StepDialogProps & { error: unknown }) {
  const { t } = useLingui();
  return (
    <Dialog opened onClose={onClose} title={t`Les parts sont à recalculer`}>
      <Stack gap="md">
        <Refusal error={error} />
        <Group justify="flex-end">
          <ButtonLink to="/allocations/$allocationId/lines" params={{ allocationId: run.id }}>
            <Trans>Ouvrir les lignes pour recalculer</Trans>
          </ButtonLink>
        </Group>
      </Stack>
    </Dialog>
  );
}

export function ReturnDialog({ run, onClose }: StepDialogProps) {
  const { t } = useLingui();
  const { key } = useIdempotencyKey();
  const form = useForm({
    initialValues: { reason: "" },
    validate: { reason: (reason) => (reason.trim() ? null : t`Dites ce qui est à revoir.`) },
  });
  const send = useApiMutation("post", "/v1/allocations/{allocation_id}/return", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`Ce partage est de nouveau en préparation.`);
      onClose();
    },
  });
  const submit = form.onSubmit((body) =>
    send.mutate({ path: { allocation_id: run.id }, body, idempotencyKey: key }),
  );
  return (
    <Dialog opened onClose={onClose} title={t`Renvoyer en préparation ?`}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <FormErrors error={send.error} form={form} />
          <Text>
            <Trans>
              Les lignes et les besoins pourront de nouveau changer ; il faudra ensuite recalculer, puis
              relire à deux. La raison reste écrite dans la note du partage.
            </Trans>
          </Text>
          <Textarea
            label={t`Ce qui est à revoir`}
            placeholder={t`Exemple : le devis du minibus a changé.`}
            autosize
            minRows={2}
            maxLength={2000}
            required
            data-autofocus
            {...form.getInputProps("reason")}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Annuler</Trans>
            </Button>
            <Button type="submit" loading={send.isPending}>
              <Trans>Renvoyer en préparation</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

export function AbandonDialog({ run, onClose }: StepDialogProps) {
  const { t } = useLingui();
  const { key } = useIdempotencyKey();
  const { title } = run;
  const abandon = useApiMutation("post", "/v1/allocations/{allocation_id}/abandon", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`Ce partage est abandonné.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t`Abandonner « ${title} » ?`}
      consequences={
        <Trans>
          Rien n’a été appelé et rien ne le sera par ce partage. Il reste lisible par le chef de file, mais ne
          reprendra pas : pour recommencer, il faudra en préparer un autre.
        </Trans>
      }
      confirmLabel={t`Abandonner ce partage`}
      danger
      onConfirm={() => abandon.mutate({ path: { allocation_id: run.id }, idempotencyKey: key })}
      pending={abandon.isPending}
      error={abandon.error}
    />
  );
}
