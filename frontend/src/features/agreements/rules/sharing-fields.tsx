import type { MessageDescriptor } from "@lingui/core";
import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Checkbox, Select, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import {
  Choice,
  Few,
  type FieldsProps,
  Lines,
  NumberField,
  ShareTotal,
  useChoices,
} from "@/features/agreements/rules/fields";
import classes from "@/features/agreements/rules/rules.module.css";
import {
  type KeyValues,
  missingShare,
  newKey,
  newPart,
  newQuota,
  type PartValues,
} from "@/features/agreements/rules/values";
import {
  billableWords,
  figureWords,
  keyBasisWords,
  periodWords,
  resourceKindWords,
  usageWords,
} from "@/features/agreements/rules/words";

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

export function KeysFields({ form }: FieldsProps) {
  const { t } = useLingui();
  return (
    <Lines
      form={form}
      path="content.allocation_keys"
      lines={form.getValues().content.allocation_keys}
      addLabel={t`Ajouter une clé`}
      fresh={newKey}
      removeLabel={({ name }) => t`Retirer la clé ${name}`}
      max={50}
      none={
        <Text size="sm" c="dimmed">
          <Trans>
            Une clé dit selon quoi un genre de coût se partage : les lits, les kilomètres, à parts égales, ou
            un mélange.
          </Trans>
        </Text>
      }
    >
      {(path, key) => <KeyFields form={form} path={path} line={key} />}
    </Lines>
  );
}

function KeyFields({ form, path, line }: FieldsProps & { path: string; line: KeyValues }) {
  const { t } = useLingui();
  const missing = missingShare(line.parts);
  return (
    <Stack gap="sm">
      <TextInput
        label={t`Ce que cette clé partage`}
        description={t`Exemple : Informatique.`}
        maxLength={200}
        {...form.getInputProps(`${path}.name`)}
      />
      <Lines
        form={form}
        path={`${path}.parts`}
        plain
        lines={line.parts}
        addLabel={t`Ajouter une part`}
        fresh={() => newPart(missing > 0 ? missing : "")}
        removeLabel={() => t`Retirer cette part`}
        max={10}
      >
        {(place, part) => <PartFields form={form} path={place} part={part} />}
      </Lines>
      <Text size="sm" fw={500}>
        <ShareTotal missing={missing} />
      </Text>
    </Stack>
  );
}

/** How a part is shared, chosen at once: in equal parts, by a figure, by use. */
function PartFields({ form, path, part }: FieldsProps & { path: string; part: PartValues }) {
  const { t } = useLingui();
  const bases = useBases(part);
  const pick = (value: string | null) => {
    const [basis = "equal", code = ""] = (value ?? "").split(":");
    form.setFieldValue(path, { ...part, basis, code } as never);
  };
  return (
    <div className={classes.part}>
      <NumberField
        form={form}
        path={`${path}.weight_bp`}
        label={t`Part`}
        min={0.01}
        max={100}
        decimals={2}
        unit="%"
      />
      <Select
        label={t`Partagée`}
        data={bases}
        allowDeselect={false}
        value={part.code ? `${part.basis}:${part.code}` : part.basis}
        onChange={pick}
        error={form.errors[`${path}.code`]}
      />
    </div>
  );
}

/** The choices by group; a code that has no words here keeps its own. */
function useBases({ basis, code }: PartValues) {
  const { i18n } = useActiveLingui();
  const group = (name: "figure" | "usage", words: Record<string, MessageDescriptor>) => ({
    group: i18n._(keyBasisWords[name]),
    items: [...new Set([...Object.keys(words), ...(basis === name && code ? [code] : [])])].map((one) => ({
      value: `${name}:${one}`,
      label: words[one] ? i18n._(words[one]) : one,
    })),
  });
  return [
    { value: "equal", label: i18n._(keyBasisWords.equal) },
    group("figure", figureWords),
    group("usage", usageWords),
  ];
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
