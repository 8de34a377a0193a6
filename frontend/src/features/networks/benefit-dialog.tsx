import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, NumberInput, Stack, Switch, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useApiMutation, useIdempotencyKey } from "@/api/hooks";
import { isProblem } from "@/api/problem";
import {
  type BenefitValues,
  benefitBody,
  benefitChange,
  codeOf,
  valuesOf,
} from "@/features/networks/benefit-form";
import { type Benefit, readings } from "@/features/networks/words";
import { Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { today } from "@/ui/paris-time";
import { toastDone } from "@/ui/toast";

type BenefitDialogProps = {
  networkId: string;
  /** The one to change; a new one when absent. */
  benefit?: Benefit;
  onClose: () => void;
};

/** Opens a benefit to the network's members, or changes one. */
export function BenefitDialog({ networkId, benefit, onClose }: BenefitDialogProps) {
  const { t } = useLingui();
  const { key } = useIdempotencyKey();
  const initialValues: BenefitValues = benefit
    ? valuesOf(benefit)
    : {
        name: "",
        code: "",
        description: "",
        passes_on: false,
        for_associates: false,
        fee: "",
        starts_on: today(),
        ends_on: "",
      };
  const form = useForm<BenefitValues>({
    initialValues,
    validate: {
      name: (name) => (name.trim() ? null : t`Donnez un nom à l’avantage.`),
      starts_on: (day) => (day ? null : t`Indiquez le premier jour.`),
    },
  });
  const done = () => {
    toastDone(benefit ? t`L’avantage est à jour.` : t`L’avantage est ouvert aux membres.`);
    onClose();
  };
  const options = { invalidates: readings, onSuccess: done };
  const create = useApiMutation("post", "/v1/networks/{network_id}/benefits", options);
  const change = useApiMutation("patch", "/v1/networks/{network_id}/benefits/{benefit_id}", options);
  const error = create.error ?? change.error;
  const submit = form.onSubmit((values) => {
    if (!benefit) {
      create.mutate({ path: { network_id: networkId }, body: benefitBody(values), idempotencyKey: key });
      return;
    }
    change.mutate({
      path: { network_id: networkId, benefit_id: benefit.id },
      body: benefitChange(initialValues, values),
      version: benefit.version,
    });
  });
  const { name } = form.values;
  return (
    <Dialog
      opened
      onClose={onClose}
      size="lg"
      title={benefit ? t`Modifier un avantage` : t`Ouvrir un avantage`}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="lg">
          <FormErrors error={error} form={form} />
          <TextInput
            label={t`Nom`}
            placeholder={t`Exemple : Achats groupés`}
            maxLength={200}
            data-autofocus
            {...form.getInputProps("name")}
          />
          {benefit ? null : (
            <TextInput
              label={t`Code (facultatif)`}
              description={t`Pour les échanges entre logiciels : lettres sans accent, chiffres et tirets bas. Il ne changera plus.`}
              placeholder={codeOf(name) || "achats_groupes"}
              maxLength={60}
              {...form.getInputProps("code")}
              error={
                isProblem(error, "code_taken")
                  ? t`Ce code est déjà pris : choisissez-en un autre.`
                  : form.errors.code
              }
            />
          )}
          <Textarea
            label={t`Description (facultatif)`}
            description={t`Ce que les membres obtiennent et comment. Aucun nom de résident, aucune donnée de santé.`}
            autosize
            minRows={2}
            {...form.getInputProps("description")}
          />
          <Switch
            label={t`Se transmet aux membres des réseaux membres`}
            description={t`Quand un réseau adhère au vôtre, ses propres adhérents en bénéficient aussi.`}
            {...form.getInputProps("passes_on", { type: "checkbox" })}
          />
          <Switch
            label={t`Ouvert aussi à vos associés`}
            description={t`Sinon, seuls vos adhérents en bénéficient.`}
            {...form.getInputProps("for_associates", { type: "checkbox" })}
          />
          <NumberInput
            label={t`Prix par an pour une organisation seule (facultatif)`}
            description={t`En euros. Sert à calculer ce que les membres évitent de payer.`}
            suffix={"\u00a0€"}
            decimalSeparator=","
            thousandSeparator={"\u202f"}
            decimalScale={2}
            fixedDecimalScale
            allowedDecimalSeparators={[",", "."]}
            min={0}
            hideControls
            {...form.getInputProps("fee")}
          />
          <Group grow align="flex-start">
            <TextInput type="date" label={t`Premier jour`} {...form.getInputProps("starts_on")} />
            <TextInput type="date" label={t`Dernier jour (facultatif)`} {...form.getInputProps("ends_on")} />
          </Group>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Annuler</Trans>
            </Button>
            <Button type="submit" loading={create.isPending || change.isPending}>
              {benefit ? <Trans>Enregistrer</Trans> : <Trans>Ouvrir l’avantage</Trans>}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
