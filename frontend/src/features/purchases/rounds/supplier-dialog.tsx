import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Checkbox, Group, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useApiMutation, useIdempotencyKey } from "@/api/hooks";
import type { Supplier } from "@/features/purchases/rounds/suppliers-page";
import { Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { toastDone } from "@/ui/toast";

type SupplierDialogProps = { agreementId: string; supplier: Supplier | undefined; onClose: () => void };

type Values = { name: string; siren: string; email: string; siae: boolean; note: string };

const readings = ["/v1/purchases/suppliers"];

/** Adds a supplier, or changes one: what it already offered keeps its terms. */
export function SupplierDialog({ agreementId, supplier, onClose }: SupplierDialogProps) {
  const { t } = useLingui();
  const { key } = useIdempotencyKey();
  const form = useForm<Values>({
    initialValues: {
      name: supplier?.name ?? "",
      siren: supplier?.siren ?? "",
      email: supplier?.email ?? "",
      siae: supplier?.siae ?? false,
      note: supplier?.note ?? "",
    },
    validate: { name: (name) => (name.trim() ? null : t`Donnez un nom.`) },
  });
  const onSuccess = ({ name }: { name: string }) => {
    toastDone(supplier ? t`${name} est modifié.` : t`${name} est ajouté.`);
    onClose();
  };
  const add = useApiMutation("post", "/v1/purchases/suppliers", { invalidates: readings, onSuccess });
  const change = useApiMutation("patch", "/v1/purchases/suppliers/{supplier_id}", {
    invalidates: readings,
    onSuccess,
  });
  const submit = form.onSubmit(({ name, siren, email, siae, note }) => {
    const body = {
      name: name.trim(),
      siren: siren.replaceAll(/\s/g, "") || null,
      email: email.trim() || null,
      siae,
      note: note.trim() || null,
    };
    if (!supplier) add.mutate({ body: { ...body, agreement_id: agreementId }, idempotencyKey: key });
    else change.mutate({ path: { supplier_id: supplier.id }, body, version: supplier.version });
  });
  return (
    <Dialog
      opened
      onClose={onClose}
      title={supplier ? t`Modifier le fournisseur` : t`Ajouter un fournisseur`}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <FormErrors error={add.error ?? change.error} form={form} />
          <TextInput label={t`Nom`} maxLength={200} data-autofocus {...form.getInputProps("name")} />
          <TextInput
            label={t`SIREN (facultatif)`}
            description={t`Neuf chiffres, vérifiés.`}
            maxLength={14}
            {...form.getInputProps("siren")}
          />
          <TextInput
            label={t`Adresse électronique (facultatif)`}
            description={t`Une adresse professionnelle : toutes les parties la lisent.`}
            type="email"
            maxLength={254}
            {...form.getInputProps("email")}
          />
          <Checkbox
            label={t`Entreprise d’insertion (SIAE) ou du handicap (ESAT)`}
            description={t`Cochez après l’avoir vérifié : cela se lit à côté de ses offres.`}
            {...form.getInputProps("siae", { type: "checkbox" })}
          />
          <TextInput
            label={t`Note (facultatif)`}
            description={t`Ce qu’il fournit, ce qu’il faut savoir. Rien sur une personne.`}
            maxLength={500}
            {...form.getInputProps("note")}
          />
          {supplier ? (
            <Text size="sm" c="dimmed">
              <Trans>Les offres déjà déposées gardent leurs conditions.</Trans>
            </Text>
          ) : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Annuler</Trans>
            </Button>
            <Button type="submit" loading={add.isPending || change.isPending}>
              {supplier ? <Trans>Enregistrer</Trans> : <Trans>Ajouter</Trans>}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
