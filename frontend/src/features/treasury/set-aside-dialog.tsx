import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useApiMutation } from "@/api/hooks";
import type { BankLine } from "@/features/treasury/words";
import { Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { toastDone } from "@/ui/toast";

type SetAsideDialogProps = { line: BankLine; onClose: () => void; onDone: () => void };

/** Says why a line pays no statement. */
export function SetAsideDialog({ line, onClose, onDone }: SetAsideDialogProps) {
  const { t } = useLingui();
  const form = useForm({
    initialValues: { note: "" },
    validate: { note: (note) => (note.trim() ? null : t`Dites pourquoi : on vous le demandera peut-être.`) },
  });
  const aside = useApiMutation("post", "/v1/treasury/lines/{line_id}/set-aside", {
    invalidates: ["/v1/treasury"],
    onSuccess: () => {
      toastDone(t`La ligne est mise de côté.`);
      onClose();
      onDone();
    },
  });
  const submit = form.onSubmit(({ note }) => aside.mutate({ path: { line_id: line.id }, body: { note } }));
  const usual =
    line.cents > 0
      ? [t`Hors de cet accord`, t`Virement d’une compensation`, t`Apport au fonds commun`]
      : [t`Frais bancaires`, t`Dépense de l’accord`, t`Virement d’une compensation`, t`Hors de cet accord`];
  return (
    <Dialog opened onClose={onClose} title={t`Mettre cette ligne de côté`}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Text>
            <Trans>
              Pour une ligne qui ne paie aucun relevé. Rien n’est inscrit au livre de comptes ; vous pourrez
              la reprendre.
            </Trans>
          </Text>
          <FormErrors error={aside.error} form={form} />
          <Textarea
            label={t`Pourquoi`}
            maxLength={500}
            autosize
            minRows={2}
            required
            withAsterisk={false}
            data-autofocus
            {...form.getInputProps("note")}
          />
          <Group gap="xs" role="group" aria-label={t`Raisons courantes`}>
            {usual.map((words) => (
              <Button key={words} variant="light" size="xs" onClick={() => form.setFieldValue("note", words)}>
                {words}
              </Button>
            ))}
          </Group>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Annuler</Trans>
            </Button>
            <Button type="submit" loading={aside.isPending}>
              <Trans>Mettre de côté</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
