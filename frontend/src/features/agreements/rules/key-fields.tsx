import type { MessageDescriptor } from "@lingui/core";
import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Checkbox, Select, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { Choice, type FieldsProps, Lines, NumberField, ShareTotal } from "@/features/agreements/rules/fields";
import {
  type KeyValues,
  newKey,
  newPart,
  type PartValues,
  withRule,
} from "@/features/agreements/rules/key-values";
import { LimitsFields, PartiesField } from "@/features/agreements/rules/limit-fields";
import { type PartyChoices, useParties } from "@/features/agreements/rules/parties";
import classes from "@/features/agreements/rules/rules.module.css";
import { missingShare } from "@/features/agreements/rules/values";
import {
  figures,
  filterFigures,
  type KeyRule,
  keyBasisWords,
  keyRuleWords,
  keysOf,
  usageWords,
} from "@/features/agreements/rules/words";

type KeysFieldsProps = FieldsProps & { agreementId: string };

export function KeysFields({ form, agreementId }: KeysFieldsProps) {
  const { t } = useLingui();
  const parties = useParties(agreementId);
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
            Une clé dit comment un genre de coût se partage : selon les lits, les kilomètres, à parts égales,
            un mélange, ou par une règle équitable qui part de ce que chacune paierait seule.
          </Trans>
        </Text>
      }
    >
      {(path, key) => <KeyFields form={form} path={path} line={key} parties={parties} />}
    </Lines>
  );
}

type KeyFieldsProps = FieldsProps & { path: string; line: KeyValues; parties: PartyChoices };

function KeyFields({ form, path, line, parties }: KeyFieldsProps) {
  const { t } = useLingui();
  return (
    <Stack gap="md">
      <TextInput
        label={t`Ce que cette clé partage`}
        description={t`Exemple : Informatique. Chaque dépense se rattache à une clé par ce nom.`}
        maxLength={200}
        {...form.getInputProps(`${path}.name`)}
      />
      <RuleField form={form} path={path} line={line} />
      {line.rule === "parts" ? <PartsFields form={form} path={path} line={line} /> : <AloneNote />}
      <PartiesField
        form={form}
        path={`${path}.excluded`}
        label={t`Ne paient jamais ce coût`}
        description={t`Les organisations dispensées. Vide : aucune.`}
        placeholder={t`Aucune`}
        chosen={line.excluded}
        parties={parties}
      />
      <LimitsFields form={form} path={`${path}.limits`} limits={line.limits} parties={parties} />
    </Stack>
  );
}

/** By parts or by a fair rule, with what the choice comes to. */
function RuleField({ form, path, line }: FieldsProps & { path: string; line: KeyValues }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const option = (value: KeyRule) => ({ value, label: i18n._(keyRuleWords[value].name) });
  return (
    <Select
      label={t`Comment`}
      description={i18n._(keyRuleWords[line.rule].meaning)}
      inputWrapperOrder={["label", "input", "description", "error"]}
      data={[
        option("parts"),
        {
          group: t`Une règle équitable`,
          items: keysOf(keyRuleWords)
            .filter((rule) => rule !== "parts")
            .map(option),
        },
      ]}
      allowDeselect={false}
      maxDropdownHeight={380}
      value={line.rule}
      onChange={(rule) => form.setFieldValue(path, withRule(line, (rule ?? "parts") as KeyRule) as never)}
      error={form.errors[`${path}.rule`]}
    />
  );
}

/** What a fair rule needs, before somebody votes for one. */
function AloneNote() {
  return (
    <Text size="sm" c="dimmed">
      <Trans>
        Une règle équitable compare avec ce que chacune paierait seule : pour chaque dépense, ce prix ou cette
        quantité sera à déclarer, avec sa source. Sans lui, rien ne se calcule.
      </Trans>
    </Text>
  );
}

function PartsFields({ form, path, line }: FieldsProps & { path: string; line: KeyValues }) {
  const { t } = useLingui();
  const missing = missingShare(line.parts);
  return (
    <Stack gap="xs">
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
      {missing === 0 ? null : (
        <Text size="sm" fw={500}>
          <ShareTotal missing={missing} />
        </Text>
      )}
    </Stack>
  );
}

type PartProps = FieldsProps & { path: string; part: PartValues };

/** How a part is shared, chosen at once: in equal parts, by a figure, by use; and among whom. */
function PartFields({ form, path, part }: PartProps) {
  const { t } = useLingui();
  const bases = useBases(part);
  const pick = (value: string | null) => {
    const [basis = "equal", code = ""] = (value ?? "").split(":");
    form.setFieldValue(path, { ...part, basis, code } as never);
  };
  return (
    <Stack gap="xs">
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
      <Checkbox
        label={t`Seulement entre certaines organisations`}
        description={t`Celles dont un chiffre atteint un minimum, ou reste sous un maximum.`}
        {...form.getInputProps(`${path}.only.asked`, { type: "checkbox" })}
      />
      {part.only.asked ? <FilterFields form={form} path={`${path}.only`} code={part.only.code} /> : null}
    </Stack>
  );
}

function FilterFields({ form, path, code }: FieldsProps & { path: string; code: string }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const words = filterFigures[code];
  const codes = [...new Set([...Object.keys(filterFigures), code])];
  const bound = {
    form,
    max: 10_000_000_000,
    decimals: words?.decimals ?? 0,
    ...(words ? { unit: typeof words.unit === "string" ? words.unit : i18n._(words.unit) } : {}),
  };
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 3 }} className={classes.indented ?? ""}>
        <Choice
          form={form}
          path={`${path}.code`}
          label={t`Celles dont`}
          data={codes.map((value) => ({
            value,
            label: filterFigures[value] ? i18n._(filterFigures[value].name) : value,
          }))}
        />
        <NumberField {...bound} path={`${path}.at_least`} label={t`Vaut au moins`} />
        <NumberField {...bound} path={`${path}.at_most`} label={t`Vaut au plus`} />
      </SimpleGrid>
      {form.errors[path] ? (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {form.errors[path]}
        </Text>
      ) : null}
    </>
  );
}

/** The choices by group; a code that has no words here keeps its own. */
function useBases({ basis, code }: PartValues) {
  const { i18n } = useActiveLingui();
  const named: Record<string, MessageDescriptor> = {
    ...usageWords,
    ...Object.fromEntries(Object.entries(filterFigures).map(([one, { name }]) => [one, name])),
  };
  const group = (name: "figure" | "usage", codes: string[]) => ({
    group: i18n._(keyBasisWords[name]),
    items: [...new Set([...codes, ...(basis === name && code ? [code] : [])])].map((one) => ({
      value: `${name}:${one}`,
      label: named[one] ? i18n._(named[one]) : one,
    })),
  });
  return [
    { value: "equal", label: i18n._(keyBasisWords.equal) },
    group("figure", Object.keys(figures)),
    group("usage", Object.keys(usageWords)),
  ];
}
