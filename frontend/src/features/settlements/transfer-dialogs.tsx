import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useApiMutation, useIdempotencyKey } from "@/api/hooks";
import { readings, type Transfer } from "@/features/settlements/words";
import { Dialog } from "@/ui/dialog";
import { FactList } from "@/ui/fact-list";
import { FormErrors } from "@/ui/form-errors";
import { today } from "@/ui/paris-time";
import { toastDone } from "@/ui/toast";
import { Money } from "@/ui/values";

type TransferDialogProps = { transfer: Transfer; onClose: () => void };

const pathOf = ({ settlement_id, id }: Transfer) => ({ settlement_id, transfer_id: id });

/** Says that a transfer came, on which day. */
export function PaidDialog({ transfer, onClose }: TransferDialogProps) {
  const { t } = useLingui();
  const { key: idempotencyKey, renew } = useIdempotencyKey();
  const pay = useApiMutation("post", "/v1/settlements/{settlement_id}/transfers/{transfer_id}/pay", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`L’arrivée du virement est notée.`);
      onClose();
    },
  });
  const form = useForm({
    initialValues: { paid_on: today() },
    validate: {
      paid_on: (day) =>
        day && day <= today() ? null : t`Un virement se note le jour où il arrive, ou après.`,
    },
    onValuesChange: () => {
      if (!pay.error) return;
      pay.reset();
      renew();
    },
  });
  const submit = form.onSubmit((body) =>
    pay.mutate({ path: pathOf(transfer), body, version: transfer.version, idempotencyKey }),
  );
  const { payer_name: payer, payee_name: payee } = transfer;
  return (
    <Dialog opened onClose={onClose} title={t`Noter l’arrivée du virement`}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <FactList
            facts={[
              { label: t`Paie`, value: payer },
              { label: t`Reçoit`, value: payee },
              { label: t`Montant`, value: <Money cents={transfer.cents} /> },
            ]}
          />
          <Text>
            <Trans>
              Vérifiez d’abord le compte en banque : une fois l’arrivée notée, cette somme n’est plus due.
            </Trans>
          </Text>
          <FormErrors error={pay.error} form={form} />
          <TextInput
            type="date"
            label={t`Jour où l’argent est arrivé`}
            required
            withAsterisk={false}
            max={today()}
            data-autofocus
            {...form.getInputProps("paid_on")}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Annuler</Trans>
            </Button>
            <Button type="submit" loading={pay.isPending}>
              <Trans>Noter l’arrivée</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

/** Takes back what was noted by mistake, or a transfer that the bank returned. */
export function TakeBackDialog({ transfer, onClose }: TransferDialogProps) {
  const { t } = useLingui();
  const { key: idempotencyKey, renew } = useIdempotencyKey();
  const reverse = useApiMutation("post", "/v1/settlements/{settlement_id}/transfers/{transfer_id}/reverse", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`Le virement est de nouveau à faire.`);
      onClose();
    },
  });
  const form = useForm({
    initialValues: { reason: "" },
    validate: {
      reason: (reason) => (reason.trim() ? null : t`Dites pourquoi : le livre de comptes le garde.`),
    },
    onValuesChange: () => {
      if (!reverse.error) return;
      reverse.reset();
      renew();
    },
  });
  const submit = form.onSubmit((body) =>
    reverse.mutate({ path: pathOf(transfer), body, version: transfer.version, idempotencyKey }),
  );
  const { payer_name: payer } = transfer;
  return (
    <Dialog opened onClose={onClose} title={t`Ce virement n’est pas arrivé ?`}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Text>
            <Trans>
              Noté par erreur, ou rejeté par la banque : ces <Money cents={transfer.cents} /> seront de
              nouveau dus ({payer}). Le livre de comptes garde les deux écritures.
            </Trans>
          </Text>
          <FormErrors error={reverse.error} form={form} />
          <TextInput
            label={t`Pourquoi`}
            description={t`Exemple : virement rejeté par la banque.`}
            required
            withAsterisk={false}
            maxLength={500}
            data-autofocus
            {...form.getInputProps("reason")}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Annuler</Trans>
            </Button>
            <Button type="submit" color="red" loading={reverse.isPending}>
              <Trans>Remettre à payer</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
