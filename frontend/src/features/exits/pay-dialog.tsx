import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useApiMutation, useIdempotencyKey } from "@/api/hooks";
import { type Exit, type Instalment, outOfDate } from "@/features/exits/words";
import { Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { today } from "@/ui/paris-time";
import { toastDone } from "@/ui/toast";
import { Money } from "@/ui/values";

/** An instalment, or what projects released since the exit. */
export type Payment = { instalment: Instalment } | { late: number };

type PayDialogProps = { exit: Exit; payment: Payment; onClose: () => void };

/** Records a transfer made outside: on which day, under which reference. */
export function PayDialog({ exit, payment, onClose }: PayDialogProps) {
  const { t } = useLingui();
  const { send, again, isPending, error } = usePay(exit, payment, onClose);
  const form = useForm({
    initialValues: { paid_on: today(), reference: "" },
    onValuesChange: again,
    validate: {
      paid_on: (day) =>
        day && day <= today() ? null : t`Un versement se note le jour où il a lieu, ou après.`,
    },
  });
  const { organisation_name: name } = exit;
  const cents = "late" in payment ? payment.late : payment.instalment.amount_cents;
  const submit = form.onSubmit(({ paid_on, reference }) =>
    send({ paid_on, reference: reference.trim() || null }),
  );
  return (
    <Dialog opened onClose={onClose} title={t`${name} : noter un versement`}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Text>
            <Trans>
              Notez ici le virement de{" "}
              <strong>
                <Money cents={cents} />
              </strong>{" "}
              une fois fait à votre banque : Essaim tient le livre, il ne déplace pas l’argent. L’organisation
              le voit aussitôt.
            </Trans>
          </Text>
          <FormErrors error={error} form={form} />
          <TextInput
            type="date"
            label={t`Jour du versement`}
            required
            withAsterisk={false}
            max={today()}
            data-autofocus
            {...form.getInputProps("paid_on")}
          />
          <TextInput
            label={t`Référence du virement (facultatif)`}
            description={t`Par exemple : VIR 2028-014.`}
            maxLength={200}
            {...form.getInputProps("reference")}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Annuler</Trans>
            </Button>
            <Button type="submit" loading={isPending}>
              <Trans>Noter le versement</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

type Body = { paid_on: string; reference: string | null };

function usePay(exit: Exit, payment: Payment, onClose: () => void) {
  const { t } = useLingui();
  const { key: idempotencyKey, renew } = useIdempotencyKey();
  const options = {
    invalidates: outOfDate,
    onSuccess: () => {
      toastDone(t`Le versement est noté.`);
      onClose();
    },
  };
  const instalment = useApiMutation("post", "/v1/exits/instalments/{instalment_id}/pay", options);
  const late = useApiMutation("post", "/v1/exits/{party_id}/late-release", options);
  const send = (body: Body) => {
    if ("late" in payment) late.mutate({ path: { party_id: exit.party_id }, body, idempotencyKey });
    else {
      const { id, version } = payment.instalment;
      instalment.mutate({ path: { instalment_id: id }, body, version, idempotencyKey });
    }
  };
  const { isPending, error, reset } = "late" in payment ? late : instalment;
  // Refused, then changed: that is another intention.
  const again = () => {
    if (!error) return;
    reset();
    renew();
  };
  return { send, again, isPending, error };
}
