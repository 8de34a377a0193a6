import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, List, Select, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useApiMutation, useIdempotencyKey } from "@/api/hooks";
import { useMandatable } from "@/features/banking/agreements";
import { type Account, type Mandate, readings } from "@/features/banking/words";
import { ConfirmDialog, Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { today } from "@/ui/paris-time";
import { LoadingState } from "@/ui/states";
import { toastDone } from "@/ui/toast";

type GiveMandateDialogProps = { accounts: Account[]; given: Mandate[]; onClose: () => void };

/** Lets the lead of an agreement debit us: which agreement, which account, and what that means. */
export function GiveMandateDialog({ accounts, given, onClose }: GiveMandateDialogProps) {
  const { t } = useLingui();
  const { reading, agreements } = useMandatable(given);
  return (
    <Dialog opened onClose={onClose} title={t`Donner un mandat de prélèvement`} size="lg">
      {reading ? (
        <LoadingState lines={3} />
      ) : agreements.length === 0 ? (
        <Stack gap="md">
          <Text>
            <Trans>
              Aucun accord ne s’y prête : un mandat se donne au chef de file d’un accord auquel vous prenez
              part sans le diriger, et une seule fois par accord.
            </Trans>
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Fermer</Trans>
            </Button>
          </Group>
        </Stack>
      ) : (
        <GiveMandateForm accounts={accounts} agreements={agreements} onClose={onClose} />
      )}
    </Dialog>
  );
}

type GiveMandateFormProps = {
  accounts: Account[];
  agreements: { id: string; name: string }[];
  onClose: () => void;
};

function GiveMandateForm({ accounts, agreements, onClose }: GiveMandateFormProps) {
  const { t } = useLingui();
  const { key: idempotencyKey, renew } = useIdempotencyKey();
  const give = useApiMutation("post", "/v1/banking/mandates", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`Le mandat est donné.`);
      onClose();
    },
  });
  const form = useForm({
    initialValues: {
      agreement_id: agreements.length === 1 ? (agreements[0]?.id ?? null) : null,
      bank_account_id: accounts[0]?.id ?? null,
      signed_on: today(),
    },
    validate: {
      agreement_id: (id) => (id ? null : t`Choisissez l’accord.`),
      bank_account_id: (id) => (id ? null : t`Choisissez le compte à débiter.`),
      signed_on: (day) => (day && day <= today() ? null : t`Un mandat est signé au plus tard aujourd’hui.`),
    },
    onValuesChange: () => {
      if (!give.error) return;
      give.reset();
      renew();
    },
  });
  const submit = form.onSubmit(({ agreement_id, bank_account_id, signed_on }) => {
    if (!agreement_id || !bank_account_id) return;
    give.mutate({ body: { agreement_id, bank_account_id, signed_on }, idempotencyKey });
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <FormErrors error={give.error} form={form} />
        <Select
          label={t`Accord`}
          description={t`Son chef de file pourra prélever ce que vous y devez.`}
          data={agreements.map(({ id, name }) => ({ value: id, label: name }))}
          placeholder={t`Choisir`}
          allowDeselect={false}
          data-autofocus
          {...form.getInputProps("agreement_id")}
        />
        <Select
          label={t`Compte à débiter`}
          data={accounts.map(({ id, label, iban_masked }) => ({
            value: id,
            label: `${label} · ${iban_masked}`,
          }))}
          allowDeselect={false}
          {...form.getInputProps("bank_account_id")}
        />
        <TextInput
          type="date"
          label={t`Jour de la signature`}
          max={today()}
          {...form.getInputProps("signed_on")}
        />
        <div>
          <Text fw={600}>
            <Trans>Ce que cela permet</Trans>
          </Text>
          <List spacing={4} size="sm" mt={4}>
            <List.Item>
              <Trans>
                Le chef de file peut présenter à votre banque les appels que vous devez dans cet accord, et
                eux seuls. Vous n’avez plus de virement à faire.
              </Trans>
            </List.Item>
            <List.Item>
              <Trans>
                Chaque prélèvement porte la référence du mandat. Votre banque rembourse sur demande, pendant
                huit semaines, un prélèvement que vous contestez.
              </Trans>
            </List.Item>
            <List.Item>
              <Trans>Vous pouvez révoquer le mandat ici à tout moment ; la dette, elle, reste à payer.</Trans>
            </List.Item>
          </List>
        </div>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            <Trans>Annuler</Trans>
          </Button>
          <Button type="submit" loading={give.isPending}>
            <Trans>Donner le mandat</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Ends a mandate: as who is debited, or as who collects. */
export function RevokeMandateDialog({
  mandate,
  ours,
  onClose,
}: {
  mandate: Mandate;
  ours: boolean;
  onClose: () => void;
}) {
  const { t } = useLingui();
  const { creditor_name: creditor, debtor_name: debtor } = mandate;
  const revoke = useApiMutation("post", "/v1/banking/mandates/{mandate_id}/revoke", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`Le mandat est révoqué.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={ours ? t`Révoquer ce mandat ?` : t`Renoncer à prélever ${debtor} ?`}
      consequences={
        ours ? (
          <Trans>
            {creditor} ne pourra plus prélever votre compte pour « {mandate.agreement_name} ». Ce que vous
            devez reste à payer, par virement. Un prélèvement déjà remis à la banque peut encore passer :
            dites-le à votre banque. Pour le rétablir, vous donnerez un nouveau mandat.
          </Trans>
        ) : (
          <Trans>
            Vous ne pourrez plus prélever {debtor} pour « {mandate.agreement_name} » : elle paiera par
            virement, ou vous donnera un nouveau mandat.
          </Trans>
        )
      }
      confirmLabel={ours ? t`Révoquer le mandat` : t`Renoncer à prélever`}
      danger
      pending={revoke.isPending}
      error={revoke.error}
      onConfirm={() => revoke.mutate({ path: { mandate_id: mandate.id } })}
    />
  );
}
