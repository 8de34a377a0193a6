import { useLingui } from "@lingui/react/macro";
import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { ReactNode } from "react";
import { Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";

type ReasonDialogProps = {
  title: string;
  consequences: ReactNode;
  example: string;
  keepLabel: string;
  confirmLabel: string;
  intention: { isPending: boolean; error: unknown; again: () => void };
  onConfirm: (reason: string) => void;
  onClose: () => void;
};

/** Undoes something, and keeps why. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { title, consequences, example, keepLabel, confirmLabel, intention, onConfirm, onClose } = props;
  const { t } = useLingui();
  const form = useForm({
    initialValues: { reason: "" },
    onValuesChange: intention.again,
    validate: { reason: (reason) => (reason.trim() ? null : t`Dites pourquoi : les deux côtés le liront.`) },
  });
  const submit = form.onSubmit(({ reason }) => onConfirm(reason.trim()));
  return (
    <Dialog opened onClose={onClose} title={title}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <FormErrors error={intention.error} form={form} />
          <Text>{consequences}</Text>
          <TextInput
            label={t`Pourquoi`}
            description={example}
            maxLength={500}
            required
            withAsterisk={false}
            data-autofocus
            {...form.getInputProps("reason")}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {keepLabel}
            </Button>
            <Button type="submit" color="red" loading={intention.isPending}>
              {confirmLabel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
