import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { ReactNode } from "react";
import { AgreementFields, type AgreementForm } from "@/features/agreements/agreement-fields";
import type { AgreementValues } from "@/features/agreements/form-values";
import { FormErrors } from "@/ui/form-errors";

type NewAgreementFormProps<V extends AgreementValues> = {
  initialValues: V;
  /** Fields that only this kind has. */
  more?: (form: AgreementForm<V>) => ReactNode;
  onSubmit: (values: V) => void;
  isPending: boolean;
  error: unknown;
  cancel: ReactNode;
};

/** Writes a draft; the others are invited from its page. */
export function NewAgreementForm<V extends AgreementValues>(props: NewAgreementFormProps<V>) {
  const { initialValues, more, onSubmit, isPending, error, cancel } = props;
  const { t } = useLingui();
  const form = useForm<V>({ initialValues });
  const check = (values: V) => {
    if (values.term_ends_on && values.term_ends_on < values.starts_on) {
      form.setFieldError("term_ends_on", t`Le terme ne peut pas précéder le début.`);
      return;
    }
    onSubmit(values);
  };
  return (
    <form onSubmit={form.onSubmit((values) => check(values as V))}>
      <Stack gap="lg">
        <AgreementFields form={form} />
        {more?.(form)}
        <Text c="dimmed">
          <Trans>
            Vous en serez chef de file. Rien n’engage personne tant que l’accord est un projet : vous
            inviterez ensuite les autres organisations, puis vous le mettrez en vigueur.
          </Trans>
        </Text>
        <FormErrors error={error} form={form} />
        <Group justify="flex-end">
          {cancel}
          <Button type="submit" loading={isPending}>
            <Trans>Créer le projet</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
