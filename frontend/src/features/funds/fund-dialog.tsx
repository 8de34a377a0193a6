import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Stack, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useApiMutation } from "@/api/hooks";
import { type Fund, readings } from "@/features/funds/words";
import { Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { toastDone } from "@/ui/toast";

/** Changes what a fund is called and what it may pay for. */
export function FundDialog({ fund, onClose }: { fund: Fund; onClose: () => void }) {
  const { t } = useLingui();
  const form = useForm({
    initialValues: { name: fund.name, purpose: fund.purpose },
    validate: {
      name: (name) => (name.trim() ? null : t`Donnez un nom au fonds.`),
      purpose: (purpose) => (purpose.trim() ? null : t`Dites ce que le fonds peut payer.`),
    },
  });
  const change = useApiMutation("patch", "/v1/funds/{fund_id}", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`Le fonds est à jour.`);
      onClose();
    },
  });
  const submit = form.onSubmit((body) =>
    change.mutate({ path: { fund_id: fund.id }, body, version: fund.version }),
  );
  return (
    <Dialog opened onClose={onClose} title={t`Modifier le fonds`} size="lg">
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <FormErrors error={change.error} form={form} />
          <TextInput
            label={t`Nom du fonds`}
            maxLength={200}
            required
            data-autofocus
            {...form.getInputProps("name")}
          />
          <Textarea
            label={t`Ce que le fonds peut payer`}
            autosize
            minRows={3}
            maxLength={5000}
            required
            {...form.getInputProps("purpose")}
          />
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
