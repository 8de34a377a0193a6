import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Checkbox, SimpleGrid, Stack, Text } from "@mantine/core";
import {
  Choice,
  Few,
  type FieldsProps,
  Lines,
  NumberField,
  useChoices,
} from "@/features/agreements/rules/fields";
import { newQuota } from "@/features/agreements/rules/values";
import { billableWords, periodWords, resourceKindWords } from "@/features/agreements/rules/words";

export function MoneyFields({ form }: FieldsProps) {
  const { t } = useLingui();
  return (
    <Stack gap="lg">
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <NumberField
          form={form}
          path="content.approvals.threshold_cents"
          label={t`Deux organisations approuvent au-delà de`}
          description={t`Jamais celle qui est payée.`}
          max={100_000_000}
          decimals={2}
          unit="€"
        />
        <NumberField
          form={form}
          path="content.approvals.window_days"
          label={t`Paiements additionnés sur`}
          description={t`Pour qu’on ne découpe pas une dépense.`}
          min={1}
          max={366}
          unit={t`jours`}
        />
      </SimpleGrid>
      <Few
        form={form}
        path="content.fund.consumption"
        label={t`Ce que les projets du fonds commun consomment`}
        choices={[
          ["yearly_first", t`D’abord les contributions annuelles, puis les apports avec droit de reprise`],
          ["pro_rata", t`Les deux ensemble, à proportion`],
        ]}
      />
    </Stack>
  );
}

export function QuotasFields({ form }: FieldsProps) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const choices = useChoices();
  return (
    <Lines
      form={form}
      path="content.quotas"
      lines={form.getValues().content.quotas}
      addLabel={t`Ajouter une limite`}
      fresh={newQuota}
      removeLabel={({ resource_kind: kind }) => t`Retirer la limite « ${i18n._(resourceKindWords[kind])} »`}
      max={20}
      none={
        <Text size="sm" c="dimmed">
          <Trans>
            Une limite dit combien d’heures une organisation réserve au plus parmi ce qui est partagé ici,
            pour qu’il en reste aux autres.
          </Trans>
        </Text>
      }
    >
      {(path) => (
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          <Choice
            form={form}
            path={`${path}.resource_kind`}
            label={t`Ressources`}
            data={choices(resourceKindWords)}
          />
          <NumberField
            form={form}
            path={`${path}.maximum_hours`}
            label={t`Au plus`}
            min={1}
            max={9000}
            unit={t`heures`}
          />
          <Choice
            form={form}
            path={`${path}.period`}
            label={t`Sur quelle durée`}
            data={choices(periodWords)}
          />
        </SimpleGrid>
      )}
    </Lines>
  );
}

export function LendingFields({ form }: FieldsProps) {
  const { t } = useLingui();
  const choices = useChoices();
  return (
    <Checkbox.Group
      label={t`Ce que le prêteur de personnel peut refacturer`}
      {...form.getInputProps("content.staff_lending.billable")}
    >
      <Stack gap="xs" mt={8}>
        {choices(billableWords).map(({ value, label }) => (
          <Checkbox key={value} value={value} label={label} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}
