import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { useApiMutation } from "@/api/hooks";
import { BallotField, ReasonField, TitleField } from "@/features/decisions/text-fields";
import { type BallotKind, type Decision, readings } from "@/features/decisions/words";
import { Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { toastDone } from "@/ui/toast";

type Values = { title: string; reason: string; ballot: BallotKind };

/** Changes the words of a draft, as long as nobody else supports them. */
export function EditDialog({ decision, onClose }: { decision: Decision; onClose: () => void }) {
  const { t } = useLingui();
  // The text as it was when the form opened: a later reading in the background is not what was changed.
  const [read] = useState(decision);
  const form = useForm<Values>({
    initialValues: { title: read.title, reason: read.reason, ballot: read.ballot },
    validate: {
      title: (title) => (title.trim() ? null : t`Écrivez la question en une ligne.`),
      reason: (reason) => (reason.trim() ? null : t`Dites pourquoi vous posez cette question.`),
    },
  });
  const change = useApiMutation("patch", "/v1/decisions/{decision_id}", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`La question est à jour.`);
      onClose();
    },
  });
  const submit = form.onSubmit((values) =>
    change.mutate({ path: { decision_id: read.id }, body: values, version: read.version }),
  );
  return (
    <Dialog opened onClose={onClose} title={t`Modifier la question`} size="lg">
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <FormErrors error={change.error} form={form} />
          <TitleField {...form.getInputProps("title")} />
          <ReasonField {...form.getInputProps("reason")} />
          <BallotField {...form.getInputProps("ballot")} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Annuler</Trans>
            </Button>
            <Button type="submit" loading={change.isPending}>
              <Trans>Enregistrer</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
