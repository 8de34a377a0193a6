import { useLingui as useActiveLingui } from "@lingui/react";
import { useLingui } from "@lingui/react/macro";
import { NumberInput, Select, SimpleGrid, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { CommitmentValues } from "@/features/partnerships/commitment-values";
import { accountings, accountingWords } from "@/features/partnerships/words";

type Form = UseFormReturnType<CommitmentValues>;

/** What is promised, how much, what one unit is worth and where that comes from. */
export function CommitmentFields({ form }: { form: Form }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const typed = {
    decimalSeparator: i18n.locale === "en" ? "." : ",",
    allowedDecimalSeparators: [",", "."],
    thousandSeparator: i18n.locale === "en" ? "," : "\u202f",
    hideControls: true,
  };
  const treatment = accountingWords[form.getValues().accounting_treatment];
  return (
    <>
      <TextInput
        label={t`Engagement`}
        description={t`Exemple : Accueil de stagiaires. Ni nom de résident ni donnée de santé.`}
        maxLength={200}
        required
        withAsterisk={false}
        {...form.getInputProps("title")}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <NumberInput
          label={t`Combien`}
          min={1}
          max={1_000_000}
          allowDecimal={false}
          {...typed}
          {...form.getInputProps("quantity")}
        />
        <TextInput
          label={t`De quoi, au pluriel`}
          placeholder={t`stages, jours, groupes…`}
          maxLength={80}
          required
          withAsterisk={false}
          {...form.getInputProps("unit")}
        />
        <NumberInput
          label={t`Mesure de chacun`}
          description={t`Exemple : 18, si un stage demande 18 heures de tutorat. Sinon 1.`}
          min={0.0001}
          max={100_000}
          decimalScale={4}
          {...typed}
          {...form.getInputProps("measure")}
        />
        <TextInput
          label={t`Unité de cette mesure (facultatif)`}
          description={t`Exemple : heures de tutorat.`}
          maxLength={80}
          {...form.getInputProps("measure_unit")}
        />
      </SimpleGrid>
      <TextInput
        label={t`Comment cette mesure est trouvée (facultatif)`}
        description={t`Exemple : 12 semaines × 1,5 h.`}
        maxLength={200}
        {...form.getInputProps("measure_note")}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <NumberInput
          label={t`Valeur d’une unité`}
          description={t`D’une mesure, si elle n’est pas 1.`}
          min={0}
          max={100_000_000}
          decimalScale={2}
          fixedDecimalScale
          suffix={"\u00a0€"}
          {...typed}
          {...form.getInputProps("unit_value_cents")}
        />
        <TextInput
          label={t`D’où vient cette valeur`}
          description={t`Un tarif, un coût, avec sa date.`}
          maxLength={200}
          required
          withAsterisk={false}
          {...form.getInputProps("valuation_source")}
        />
        <Select
          label={t`Dans les comptes`}
          description={i18n._(treatment.meaning)}
          data={accountings.map((one) => ({ value: one, label: i18n._(accountingWords[one].name) }))}
          allowDeselect={false}
          {...form.getInputProps("accounting_treatment")}
        />
        <TextInput
          type="date"
          label={t`À tenir avant le (facultatif)`}
          description={t`Le dernier jour pour tenir l’engagement.`}
          {...form.getInputProps("due_on")}
        />
      </SimpleGrid>
    </>
  );
}
