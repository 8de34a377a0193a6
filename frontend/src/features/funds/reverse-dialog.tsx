import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useApiMutation, useIdempotencyKey } from "@/api/hooks";
import { type Contribution, type Fund, readings } from "@/features/funds/words";
import { Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { toastDone } from "@/ui/toast";
import { Money } from "@/ui/values";

type ReverseProps = { fund: Fund; contribution: Contribution; onClose: () => void };

/** Reverses a contribution recorded by mistake, saying why: both writings stay. */
export function ReverseDialog({ fund, contribution, onClose }: ReverseProps) {
  const { t } = useLingui();
  const { key } = useIdempotencyKey();
  const { organisation_name: name } = contribution;
  const form = useForm({
    initialValues: { reason: "" },
    validate: {
      reason: (reason) => (reason.trim() ? null : t`Dites pourquoi : cela reste au livre de comptes.`),
    },
  });
  const reverse = useApiMutation("post", "/v1/funds/{fund_id}/contributions/{contribution_id}/reverse", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`L’apport de ${name} est annulé.`);
      onClose();
    },
  });
  const submit = form.onSubmit((body) =>
    reverse.mutate({
      path: { fund_id: fund.id, contribution_id: contribution.id },
      body,
      idempotencyKey: key,
    }),
  );
  return (
    <Dialog opened onClose={onClose} title={t`Annuler l’apport de ${name} ?`}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <FormErrors error={reverse.error} form={form} />
          <Text>
            <Trans>
              Une écriture contraire retire <Money cents={contribution.amount_cents} /> du fonds. Rien ne
              s’efface : les deux écritures et la raison restent au livre de comptes. Ce n’est possible que si
              aucun projet n’a employé cet apport.
            </Trans>
          </Text>
          <TextInput
            label={t`Pourquoi`}
            description={t`Exemple : montant mal saisi.`}
            maxLength={200}
            required
            data-autofocus
            {...form.getInputProps("reason")}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Garder cet apport</Trans>
            </Button>
            <Button type="submit" color="red" loading={reverse.isPending}>
              <Trans>Annuler l’apport</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
