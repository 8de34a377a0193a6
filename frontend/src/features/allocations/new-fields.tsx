import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { NumberInput, Paper, SimpleGrid, Text, Textarea, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { dueDays, type Values } from "@/features/allocations/new-values";
import { DateText } from "@/ui/values";

export type RunForm = UseFormReturnType<Values>;
type FieldsProps = { form: RunForm };

export function TitleField({ form, placeholder }: FieldsProps & { placeholder?: string }) {
  const { t } = useLingui();
  return (
    <TextInput
      label={t`Titre`}
      {...(placeholder ? { placeholder } : {})}
      maxLength={200}
      required
      {...form.getInputProps("title")}
    />
  );
}

/** `fixed`: the period is that of the budget. */
export function PeriodFields({ form, fixed }: FieldsProps & { fixed: boolean }) {
  const { t } = useLingui();
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput
          type="date"
          label={t`Premier jour`}
          required
          disabled={fixed}
          {...form.getInputProps("starts_on")}
        />
        <TextInput
          type="date"
          label={t`Dernier jour`}
          required
          disabled={fixed}
          {...form.getInputProps("ends_on")}
        />
      </SimpleGrid>
      {fixed ? (
        <Text size="sm" c="dimmed">
          <Trans>La période est celle du budget dont ce sont les dépenses réelles.</Trans>
        </Text>
      ) : null}
      <TextInput
        type="date"
        label={t`Chiffres connus au`}
        description={t`Lits, équivalents temps plein, budget… sont pris tels qu’ils étaient connus ce jour-là : pour chacun, le plus récent.`}
        required
        {...form.getInputProps("figures_on")}
      />
    </>
  );
}

/** How many calls, when; and the days they come to. */
export function CallFields({ form }: FieldsProps) {
  const { t } = useLingui();
  const values = form.getValues();
  if (values.stage === "actual") {
    return (
      <TextInput
        type="date"
        label={t`Échéance des compléments et des avoirs`}
        required
        {...form.getInputProps("first_due_on")}
      />
    );
  }
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 3 }} style={{ alignItems: "end" }}>
        <NumberInput
          label={t`Nombre d’appels`}
          min={1}
          max={12}
          allowDecimal={false}
          required
          {...form.getInputProps("call_count")}
        />
        <TextInput
          type="date"
          label={t`Premier appel dû le`}
          required
          {...form.getInputProps("first_due_on")}
        />
        <NumberInput
          label={t`Mois entre deux appels`}
          min={1}
          max={12}
          allowDecimal={false}
          disabled={Number(values.call_count) === 1}
          {...form.getInputProps("months_between")}
        />
      </SimpleGrid>
      <DuePreview values={values} />
    </>
  );
}

function DuePreview({ values }: { values: Values }) {
  const days = dueDays({
    call_count: Number(values.call_count),
    first_due_on: values.first_due_on,
    months_between: Number(values.months_between) || 1,
  });
  if (days.length === 0) return null;
  return (
    <Paper p="sm" role="status">
      <Text size="sm">
        <Plural
          value={days.length}
          one="Un appel par organisation, dû le :"
          other="# appels égaux par organisation, dus le :"
        />{" "}
        {days.map((day, place) => (
          <span key={day}>
            {place > 0 ? ", " : ""}
            <DateText value={day} />
          </span>
        ))}
        .
      </Text>
    </Paper>
  );
}

export function NoteField({ form }: FieldsProps) {
  const { t } = useLingui();
  return (
    <Textarea
      label={t`Note (facultatif)`}
      description={t`Ce que les relecteurs doivent savoir. Pas de donnée de santé ni de nom de personne accompagnée.`}
      autosize
      minRows={2}
      maxLength={2000}
      {...form.getInputProps("note")}
    />
  );
}
