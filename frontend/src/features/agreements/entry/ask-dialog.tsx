import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useApiMutation, useIdempotencyKey } from "@/api/hooks";
import type { OpenAgreement } from "@/features/agreements/entry/words";
import { readings } from "@/features/agreements/words";
import { Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { toastDone } from "@/ui/toast";

/** Says why one would join, then asks. */
export function AskDialog({ agreement, onClose }: { agreement: OpenAgreement; onClose: () => void }) {
  const { t } = useLingui();
  const { key } = useIdempotencyKey();
  const { id, name } = agreement;
  const form = useForm({
    initialValues: { note: "" },
    validate: { note: (note) => (note.trim() ? null : t`Écrivez quelques mots : les parties les liront.`) },
  });
  const ask = useApiMutation("post", "/v1/agreements/{agreement_id}/requests", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`Votre demande est envoyée.`);
      onClose();
    },
  });
  const submit = form.onSubmit((body) =>
    ask.mutate({ path: { agreement_id: id }, body, idempotencyKey: key }),
  );
  return (
    <Dialog opened onClose={onClose} title={t`Demander à entrer dans « ${name} » ?`} size="lg">
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <FormErrors error={ask.error} form={form} />
          <Textarea
            label={t`Pourquoi vous souhaitez entrer`}
            description={t`Lu par les parties de l’accord. Ni nom de résident ni donnée de santé.`}
            autosize
            minRows={3}
            maxLength={2000}
            data-autofocus
            {...form.getInputProps("note")}
          />
          <Text size="sm" c="dimmed">
            <Trans>
              Les parties verront le nom de votre organisation et ces lignes. Selon leurs règles, le chef de
              file répond ou les membres votent. Vous pouvez retirer la demande tant qu’elle attend. Admise,
              votre organisation lira l’accord et ses règles, puis acceptera ou déclinera.
            </Trans>
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Annuler</Trans>
            </Button>
            <Button type="submit" loading={ask.isPending}>
              <Trans>Envoyer la demande</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
