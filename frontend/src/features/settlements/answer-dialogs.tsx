import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, List, Stack, Text, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useApiMutation, useIdempotencyKey } from "@/api/hooks";
import { OurTransfers } from "@/features/settlements/our-transfers";
import { readings, type Settlement } from "@/features/settlements/words";
import { ConfirmDialog, Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { toastDone } from "@/ui/toast";

type AnswerDialogProps = { settlement: Settlement; onClose: () => void };

/** Accepts for our organisation, once its consequences are said. */
export function AcceptDialog({ settlement, onClose }: AnswerDialogProps) {
  const { t } = useLingui();
  const { key: idempotencyKey } = useIdempotencyKey();
  const { id, number, awaited } = settlement;
  const answer = useApiMutation("post", "/v1/settlements/{settlement_id}/answer", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`Votre organisation a accepté.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t`Accepter la compensation n° ${number} ?`}
      consequences={
        <Stack gap="sm">
          <OurTransfers settlement={settlement} />
          <List spacing="xs">
            <List.Item>
              {awaited === 1 ? (
                <Trans>
                  Vous êtes la dernière organisation attendue : le chef de file pourra ensuite la réaliser.
                </Trans>
              ) : awaited === null ? (
                <Trans>Elle se réalise si tous ceux qui doivent l’acceptent aussi.</Trans>
              ) : (
                <Plural
                  value={awaited - 1}
                  one="Il manquera encore la réponse d’une organisation."
                  other="Il manquera encore la réponse de # organisations."
                />
              )}
            </List.Item>
            <List.Item>
              <Trans>
                Une fois réalisée, vos relevés compensés sont réglés, et vous ne devez plus que les virements
                ci-dessus.
              </Trans>
            </List.Item>
            <List.Item>
              <Trans>D’ici là, ne payez pas ces relevés à part.</Trans>
            </List.Item>
          </List>
          <Text fw={600}>
            <Trans>Une réponse se donne une seule fois.</Trans>
          </Text>
        </Stack>
      }
      confirmLabel={t`Accepter`}
      pending={answer.isPending}
      error={answer.error}
      onConfirm={() =>
        answer.mutate({ path: { settlement_id: id }, body: { answer: "accepted" }, idempotencyKey })
      }
    />
  );
}

/** Refuses, which ends the settlement for all, and may say why. */
export function RefuseDialog({ settlement, onClose }: AnswerDialogProps) {
  const { t } = useLingui();
  const { key: idempotencyKey, renew } = useIdempotencyKey();
  const { id, number, proposed_by_name: lead } = settlement;
  const answer = useApiMutation("post", "/v1/settlements/{settlement_id}/answer", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`Votre organisation a refusé : la compensation s’arrête.`);
      onClose();
    },
  });
  const form = useForm({
    initialValues: { note: "" },
    onValuesChange: () => {
      if (!answer.error) return;
      answer.reset();
      renew();
    },
  });
  const submit = form.onSubmit(({ note }) =>
    answer.mutate({
      path: { settlement_id: id },
      body: { answer: "refused", note: note.trim() || null },
      idempotencyKey,
    }),
  );
  return (
    <Dialog opened onClose={onClose} title={t`Refuser la compensation n° ${number} ?`}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <FormErrors error={answer.error} form={form} />
          <Text>
            <Trans>
              Votre refus y met fin pour tous, aussitôt. Rien n’est perdu : chacun paie ses relevés comme
              avant, à leurs échéances.
            </Trans>
          </Text>
          <Textarea
            label={t`Pourquoi (facultatif)`}
            description={t`Lu par le chef de file, ${lead}. Exemple : un de ces relevés est contesté.`}
            maxLength={500}
            rows={3}
            data-autofocus
            {...form.getInputProps("note")}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Annuler</Trans>
            </Button>
            <Button type="submit" color="red" loading={answer.isPending}>
              <Trans>Refuser</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
