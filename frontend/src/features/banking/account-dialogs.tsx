import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useApiMutation, useIdempotencyKey } from "@/api/hooks";
import { isProblem } from "@/api/problem";
import { useMe } from "@/app/session";
import { readIban } from "@/features/banking/iban";
import { IbanField } from "@/features/banking/iban-field";
import { type Account, readings } from "@/features/banking/words";
import { ConfirmDialog, Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { toastDone } from "@/ui/toast";

/** Names of account holders are cut there by banks. */
const holderLength = 70;

const orNull = (typed: string) => typed.trim() || null;

/** Records an account: from then on, nobody reads its whole number here any more. */
export function AddAccountDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const { key: idempotencyKey, renew } = useIdempotencyKey();
  const holder = useMe().acting_for?.organisation_name ?? "";
  const add = useApiMutation("post", "/v1/banking/accounts", {
    invalidates: readings,
    onSuccess: ({ iban_masked: masked }) => {
      toastDone(t`Le compte ${masked} est enregistré.`);
      onClose();
    },
  });
  const form = useForm({
    initialValues: {
      label: "",
      holder: holder.slice(0, holderLength),
      iban: "",
      bic: "",
      creditor_identifier: "",
    },
    validate: {
      label: (label) => (label.trim() ? null : t`Donnez un nom à ce compte, pour le reconnaître.`),
      holder: (name) => (name.trim() ? null : t`Indiquez le titulaire, comme sur le relevé bancaire.`),
      iban: (typed) =>
        readIban(typed).state === "right" ? null : t`Cet IBAN n’est pas complet ou pas juste : vérifiez-le.`,
    },
    // Refused, then changed: that is another intention.
    onValuesChange: () => {
      if (!add.error) return;
      add.reset();
      renew();
    },
  });
  const submit = form.onSubmit(({ bic, creditor_identifier, ...body }) =>
    add.mutate({
      body: { ...body, bic: orNull(bic), creditor_identifier: orNull(creditor_identifier) },
      idempotencyKey,
    }),
  );
  return (
    <Dialog opened onClose={onClose} title={t`Ajouter un compte bancaire`} size="lg">
      <form onSubmit={submit} noValidate autoComplete="off">
        <Stack gap="md">
          <FormErrors error={add.error} form={form} />
          <TextInput
            label={t`Nom du compte`}
            description={t`Pour le reconnaître. Exemple : Compte courant.`}
            required
            withAsterisk={false}
            maxLength={200}
            data-autofocus
            {...form.getInputProps("label")}
          />
          <TextInput
            label={t`Titulaire`}
            description={t`Le nom que connaît la banque, sur le relevé d’identité bancaire.`}
            required
            withAsterisk={false}
            maxLength={holderLength}
            {...form.getInputProps("holder")}
          />
          <IbanField required withAsterisk={false} {...form.getInputProps("iban")} />
          <BicField
            description={t`Laissez vide : il se déduit de l’IBAN quand la banque est connue.`}
            {...form.getInputProps("bic")}
          />
          <CreditorField {...form.getInputProps("creditor_identifier")} />
          <Text size="sm" c="dimmed">
            <Trans>
              Le numéro est chiffré dès sa réception. Ensuite, Essaim n’en montre que le début et les quatre
              derniers caractères, même à vous ; il figure en entier sur les relevés que vous émettez, pour
              qu’on puisse vous payer, et dans vos fichiers pour la banque.
            </Trans>
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Annuler</Trans>
            </Button>
            <Button type="submit" loading={add.isPending}>
              <Trans>Enregistrer le compte</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

type FieldProps = { value?: unknown; onChange?: unknown };

function BicField({ description, ...props }: FieldProps & { description: string }) {
  const { t } = useLingui();
  return (
    <TextInput
      label={t`BIC (facultatif)`}
      description={description}
      maxLength={15}
      autoComplete="off"
      {...(props as object)}
    />
  );
}

function CreditorField(props: FieldProps) {
  const { t } = useLingui();
  return (
    <TextInput
      label={t`Identifiant créancier SEPA, dit ICS (facultatif)`}
      description={t`Seulement si vous voulez prélever les autres membres. Votre banque l’attribue ; exemple : FR72ZZZ123456.`}
      maxLength={45}
      autoComplete="off"
      {...(props as object)}
    />
  );
}

type AccountDialogProps = { account: Account; onClose: () => void };

/** Changes what may change: another number is another account. */
export function ChangeAccountDialog({ account, onClose }: AccountDialogProps) {
  const { t } = useLingui();
  const change = useApiMutation("patch", "/v1/banking/accounts/{account_id}", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`Le compte est modifié.`);
      onClose();
    },
  });
  const form = useForm({
    initialValues: {
      label: account.label,
      bic: account.bic ?? "",
      creditor_identifier: account.creditor_identifier ?? "",
    },
    validate: {
      label: (label) => (label.trim() ? null : t`Donnez un nom à ce compte, pour le reconnaître.`),
    },
  });
  const submit = form.onSubmit(({ label, bic, creditor_identifier }) =>
    change.mutate({
      path: { account_id: account.id },
      body: { label, bic: orNull(bic), creditor_identifier: orNull(creditor_identifier) },
      version: account.version,
    }),
  );
  return (
    <Dialog opened onClose={onClose} title={t`Modifier « ${account.label} »`}>
      <form onSubmit={submit} noValidate autoComplete="off">
        <Stack gap="md">
          <FormErrors error={change.error} form={form} />
          <Text>
            <Trans>
              Compte {account.iban_masked}, titulaire : {account.holder}. Le numéro et le titulaire ne
              changent pas : un autre numéro est un autre compte.
            </Trans>
          </Text>
          <TextInput
            label={t`Nom du compte`}
            required
            withAsterisk={false}
            maxLength={200}
            data-autofocus
            {...form.getInputProps("label")}
          />
          <BicField
            description={t`8 ou 11 caractères, sur le relevé d’identité bancaire.`}
            {...form.getInputProps("bic")}
          />
          <CreditorField {...form.getInputProps("creditor_identifier")} />
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

type CloseAccountDialogProps = AccountDialogProps & {
  /** The account on which one will be paid instead; none is left without it. */
  next: Account | undefined;
  receives: boolean;
};

export function CloseAccountDialog({ account, next, receives, onClose }: CloseAccountDialogProps) {
  const { t } = useLingui();
  const close = useApiMutation("post", "/v1/banking/accounts/{account_id}/close", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`Le compte est fermé.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t`Fermer « ${account.label} » ?`}
      consequences={
        <Stack gap="sm">
          <Text>
            <Trans>
              Plus rien ne sera payé depuis ce compte ni reçu dessus par Essaim. Ce qui a été fait avec lui
              reste lisible. Un compte fermé ne se rouvre pas : il se saisit de nouveau.
            </Trans>
          </Text>
          {receives ? (
            <Text>
              {next ? (
                <Trans>Vos prochains relevés demanderont à être payés sur « {next.label} ».</Trans>
              ) : (
                <Trans>
                  C’est votre seul compte ouvert : vos prochains relevés n’indiqueront plus où vous payer.
                </Trans>
              )}
            </Text>
          ) : null}
          {isProblem(close.error, "account_mandated") ? null : (
            <Text c="dimmed">
              <Trans>Cela ne ferme pas le compte à votre banque.</Trans>
            </Text>
          )}
        </Stack>
      }
      confirmLabel={t`Fermer le compte`}
      danger
      pending={close.isPending}
      error={close.error}
      onConfirm={() => close.mutate({ path: { account_id: account.id } })}
    />
  );
}
