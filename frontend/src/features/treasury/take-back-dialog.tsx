import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useApiMutation, useIdempotencyKey } from "@/api/hooks";
import { type BankLine, readings } from "@/features/treasury/words";
import { Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { toastDone } from "@/ui/toast";
import { Money } from "@/ui/values";

type TakeBackDialogProps = { line: BankLine; onClose: () => void; onDone: () => void };

/** Takes a match back: the payment with it. */
export function TakeBackDialog({ line, onClose, onDone }: TakeBackDialogProps) {
  const { t } = useLingui();
  const { key } = useIdempotencyKey();
  const form = useForm({
    initialValues: { reason: "" },
    validate: { reason: (reason) => (reason.trim() ? null : t`Dites pourquoi : les deux côtés le liront.`) },
  });
  const unmatch = useApiMutation("post", "/v1/treasury/lines/{line_id}/unmatch", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`Cette ligne est de nouveau à rapprocher.`);
      onClose();
      onDone();
    },
  });
  const submit = form.onSubmit(({ reason }) =>
    unmatch.mutate({ path: { line_id: line.id }, body: { reason: reason.trim() }, idempotencyKey: key }),
  );
  return (
    <Dialog opened onClose={onClose} title={t`Reprendre ce rapprochement`}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Text>
            <Consequences line={line} />
          </Text>
          <FormErrors error={unmatch.error} form={form} />
          <TextInput
            label={t`Pourquoi`}
            description={t`Par exemple : mauvais relevé choisi.`}
            maxLength={500}
            required
            withAsterisk={false}
            data-autofocus
            {...form.getInputProps("reason")}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Garder</Trans>
            </Button>
            <Button type="submit" color="red" loading={unmatch.isPending}>
              <Trans>Reprendre la ligne</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

function Consequences({ line: { matched } }: { line: BankLine }) {
  if (!matched || matched.reversed) {
    return (
      <Trans>Le paiement est déjà annulé : la ligne redevient à rapprocher, rien d’autre ne change.</Trans>
    );
  }
  const { cents, statement_reference: reference, organisation_name: name } = matched;
  return (
    <Trans>
      Le paiement de <Money cents={cents} /> sera annulé sur le relevé {reference} ({name}), qui redeviendra
      d’autant à régler. L’annulation et sa raison restent visibles, au relevé comme au livre de comptes.
    </Trans>
  );
}
