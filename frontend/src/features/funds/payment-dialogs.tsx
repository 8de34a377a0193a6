import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useApiMutation, useIdempotencyKey } from "@/api/hooks";
import { missingApprovals } from "@/features/funds/approving";
import { type Payment, readings } from "@/features/funds/words";
import { ConfirmDialog, Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { toastDone } from "@/ui/toast";
import { Money } from "@/ui/values";

type PaymentDialogProps = { payment: Payment; onClose: () => void };

const pathOf = ({ fund_id, id }: Payment) => ({ fund_id, payment_id: id });

/** Approves for one's organisation; the last approval needed writes the payment in the book. */
export function ApproveDialog({ payment, onClose }: PaymentDialogProps) {
  const { t } = useLingui();
  const { key } = useIdempotencyKey();
  const approve = useApiMutation("post", "/v1/funds/{fund_id}/payments/{payment_id}/approve", {
    invalidates: readings,
    onSuccess: ({ state }) => {
      toastDone(
        state === "paid"
          ? t`Le paiement est approuvé et inscrit au livre de comptes.`
          : t`Votre approbation est enregistrée.`,
      );
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t`Approuver ce paiement ?`}
      consequences={<WhatItDoes payment={payment} />}
      confirmLabel={t`Approuver le paiement`}
      pending={approve.isPending}
      error={approve.error}
      onConfirm={() => approve.mutate({ path: pathOf(payment), idempotencyKey: key })}
    />
  );
}

function WhatItDoes({ payment }: { payment: Payment }) {
  const after = missingApprovals(payment) - 1;
  return (
    <Stack gap="sm">
      <Text>
        <Trans>
          <strong>
            <Money cents={payment.amount_cents} />
          </strong>{" "}
          à {payment.payee} : {payment.description}.
        </Trans>
      </Text>
      <Text>
        {after <= 0 ? (
          <Trans>
            C’est la dernière approbation nécessaire : le paiement est aussitôt inscrit au livre de comptes,
            et ne se retire plus. Le virement, lui, se fait à la banque, depuis le compte du fonds.
          </Trans>
        ) : (
          <Plural
            value={after}
            one="Il manquera encore l’approbation d’une autre organisation."
            other="Il manquera encore l’approbation de # autres organisations."
          />
        )}
      </Text>
      <Text c="dimmed">
        <Trans>Tous les membres verront que votre organisation a approuvé.</Trans>
      </Text>
    </Stack>
  );
}

/** Refuses, and says why. */
export function RefuseDialog({ payment, onClose }: PaymentDialogProps) {
  const { t } = useLingui();
  const { key } = useIdempotencyKey();
  const form = useForm({
    initialValues: { note: "" },
    validate: { note: (note) => (note.trim() ? null : t`Dites pourquoi : tous les membres le liront.`) },
  });
  const refuse = useApiMutation("post", "/v1/funds/{fund_id}/payments/{payment_id}/refuse", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`Le paiement est refusé.`);
      onClose();
    },
  });
  const submit = form.onSubmit((body) => refuse.mutate({ path: pathOf(payment), body, idempotencyKey: key }));
  return (
    <Dialog opened onClose={onClose} title={t`Refuser ce paiement ?`}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <FormErrors error={refuse.error} form={form} />
          <Text>
            <Trans>
              <Money cents={payment.amount_cents} /> à {payment.payee} : {payment.description}. La demande
              s’arrête là ; elle peut être refaite, corrigée.
            </Trans>
          </Text>
          <TextInput
            label={t`Pourquoi`}
            description={t`Tous les membres le liront. Exemple : facture en double.`}
            required
            maxLength={200}
            data-autofocus
            {...form.getInputProps("note")}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Annuler</Trans>
            </Button>
            <Button type="submit" color="red" loading={refuse.isPending}>
              <Trans>Refuser le paiement</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

/** Takes back one's own request. */
export function WithdrawDialog({ payment, onClose }: PaymentDialogProps) {
  const { t } = useLingui();
  const { key } = useIdempotencyKey();
  const withdraw = useApiMutation("post", "/v1/funds/{fund_id}/payments/{payment_id}/withdraw", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`La demande de paiement est retirée.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t`Retirer cette demande de paiement ?`}
      consequences={
        <Trans>
          Personne ne paiera <Money cents={payment.amount_cents} /> à {payment.payee} sur cette demande.
          L’argent reste engagé pour le projet ; vous pourrez demander à nouveau.
        </Trans>
      }
      confirmLabel={t`Retirer la demande`}
      danger
      pending={withdraw.isPending}
      error={withdraw.error}
      onConfirm={() => withdraw.mutate({ path: pathOf(payment), idempotencyKey: key })}
    />
  );
}
