import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useApiMutation } from "@/api/hooks";
import { isAccountNumber } from "@/features/accounting/numbers";
import { type Code, readings } from "@/features/accounting/words";
import { Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { toastDone } from "@/ui/toast";

type CodeDialogProps = { agreementId: string; code: Code; onClose: () => void };

/** Chooses the number and the name an accountant gives to a kind of account. */
export function CodeDialog({ agreementId, code, onClose }: CodeDialogProps) {
  const { t } = useLingui();
  const form = useForm({
    initialValues: { number: code.number, name: code.name },
    validate: {
      number: (number) =>
        isAccountNumber(number.trim())
          ? null
          : t`De trois à dix chiffres, des classes 1 à 7. Les comptes 12 sont gardés pour le résultat.`,
      name: (name) => (name.trim() ? null : t`Donnez l’intitulé du compte.`),
    },
  });
  const choose = useApiMutation("put", "/v1/accounting/{agreement_id}/codes/{purpose}", {
    invalidates: readings,
    onSuccess: ({ number }) => {
      toastDone(t`Le compte ${number} servira à tous les exports à venir.`);
      onClose();
    },
  });
  const submit = form.onSubmit(({ number, name }) =>
    choose.mutate({
      path: { agreement_id: agreementId, purpose: code.purpose },
      body: { number: number.trim(), name: name.trim() },
      version: code.version,
    }),
  );
  return (
    <Dialog opened onClose={onClose} title={t`Changer le numéro de compte`}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Text>
            <Trans>
              Pour « {code.meaning} ». Les écritures ne changent pas : seul change le compte sous lequel elles
              sont exportées, années passées comprises. Les fichiers déjà remis restent comme ils sont.
            </Trans>
          </Text>
          <FormErrors error={choose.error} form={form} />
          <TextInput
            label={t`Numéro`}
            description={t`Proposé : ${code.default_number}`}
            inputMode="numeric"
            maxLength={10}
            required
            withAsterisk={false}
            data-autofocus
            {...form.getInputProps("number")}
          />
          <TextInput
            label={t`Intitulé`}
            description={t`Proposé : ${code.default_name}`}
            maxLength={200}
            required
            withAsterisk={false}
            {...form.getInputProps("name")}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Annuler</Trans>
            </Button>
            <Button type="submit" loading={choose.isPending}>
              <Trans>Changer</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
