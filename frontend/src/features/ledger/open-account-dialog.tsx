import type { MessageDescriptor } from "@lingui/core";
import { useLingui } from "@lingui/react";
import { Trans, useLingui as useWords } from "@lingui/react/macro";
import { Button, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useApiInfinite, useApiMutation } from "@/api/hooks";
import {
  type OpenablePurpose,
  openablePurposes,
  openablePurposeWords,
  purposeWords,
} from "@/features/ledger/words";
import { Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { toastDone } from "@/ui/toast";
import { nameOfUnit, offeredUnits, readAmount, symbolOf } from "@/ui/units";

type Values = {
  purpose: OpenablePurpose;
  organisation_id: string | null;
  label: string;
  unit: string;
  /** How far below zero it may go, as people type it; nothing for not at all. */
  below: string;
};

/** Only these have a floor; the outside and what is owed or earned have none. */
const withFloor: readonly OpenablePurpose[] = ["expense", "reserve", "other"];
const forSomebody: readonly OpenablePurpose[] = ["party", "due"];

type OpenAccountDialogProps = { agreementId: string; onClose: () => void };

/** Opens an account that the lead will move by hand. */
export function OpenAccountDialog({ agreementId, onClose }: OpenAccountDialogProps) {
  const { t } = useWords();
  const { i18n } = useLingui();
  const form = useOpening();
  const { purpose, unit } = form.getValues();
  const open = useApiMutation("post", "/v1/ledger/accounts", {
    invalidates: ["/v1/ledger"],
    onSuccess: () => {
      toastDone(t`Le compte est ouvert.`);
      onClose();
    },
  });
  const submit = form.onSubmit((values) => open.mutate({ body: bodyOf(agreementId, values) }));
  const say = (words: MessageDescriptor) => i18n._(words);
  return (
    <Dialog opened onClose={onClose} title={t`Ouvrir un compte`}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Select
            label={t`Pour tenir`}
            data={openablePurposes.map((one) => ({ value: one, label: i18n._(openablePurposeWords[one]) }))}
            allowDeselect={false}
            {...form.getInputProps("purpose")}
          />
          <Text size="sm" c="dimmed" mt={-8}>
            {i18n._(purposeWords[purpose].meaning)}
          </Text>
          {purpose === "world" ? null : (
            <PartySelect
              agreementId={agreementId}
              required={forSomebody.includes(purpose)}
              {...form.getInputProps("organisation_id")}
            />
          )}
          <TextInput
            label={t`Intitulé (facultatif)`}
            description={t`Distingue deux comptes du même usage : « Banque d’heures », « Assurance ».`}
            maxLength={200}
            {...form.getInputProps("label")}
          />
          <Select
            label={t`Compté en`}
            data={offeredUnits.map((one) => ({ value: one, label: nameOfUnit(one, say) }))}
            allowDeselect={false}
            {...form.getInputProps("unit")}
          />
          {withFloor.includes(purpose) ? (
            <TextInput
              label={t`Peut descendre sous zéro, jusqu’à (facultatif)`}
              description={t`Sans montant, une écriture qui le viderait trop est refusée.`}
              inputMode="decimal"
              maw="16rem"
              rightSection={<Text c="dimmed">{symbolOf(unit, say)}</Text>}
              rightSectionWidth={64}
              {...form.getInputProps("below")}
            />
          ) : null}
          <FormErrors error={open.error} form={form} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Annuler</Trans>
            </Button>
            <Button type="submit" loading={open.isPending}>
              <Trans>Ouvrir le compte</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

function useOpening() {
  const { t } = useWords();
  return useForm<Values>({
    initialValues: { purpose: "world", organisation_id: null, label: "", unit: "EUR/2", below: "" },
    validate: {
      organisation_id: (value, { purpose }) =>
        forSomebody.includes(purpose) && !value ? t`Choisissez l’organisation.` : null,
      below: (value, { unit }) =>
        value.trim() && readAmount(value, unit) === null
          ? t`Écrivez un montant, par exemple 1 024,87.`
          : null,
    },
  });
}

function bodyOf(agreementId: string, { purpose, organisation_id, label, unit, below }: Values) {
  const floor = withFloor.includes(purpose) ? (readAmount(below, unit) ?? 0) : 0;
  return {
    agreement_id: agreementId,
    purpose,
    organisation_id: purpose === "world" ? null : organisation_id,
    label: label.trim() || null,
    unit,
    minimum_balance: -floor,
  };
}

type PartySelectProps = {
  agreementId: string;
  required: boolean;
  value?: string | null;
  onChange?: (value: string | null) => void;
};

/** Parties of today and of the past: what one that left still owes is settled here. */
function PartySelect({ agreementId, required, ...input }: PartySelectProps) {
  const { t } = useWords();
  const parties = useApiInfinite("/v1/agreements/{agreement_id}/parties", {
    path: { agreement_id: agreementId },
    query: { limit: 100 },
  });
  const data = (parties.data ?? [])
    .filter(({ state }) => state === "accepted" || state === "left")
    .map((party) => ({ value: party.organisation_id, label: party.organisation_name }));
  return (
    <Select
      label={required ? t`Organisation` : t`Organisation (facultatif)`}
      data={[...new Map(data.map((one) => [one.value, one])).values()]}
      searchable
      clearable={!required}
      withAsterisk={required}
      nothingFoundMessage={t`Aucune partie de ce nom`}
      {...input}
    />
  );
}
