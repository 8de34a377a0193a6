import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Alert, Button, NumberInput, Paper, Select, Stack, Text, TextInput } from "@mantine/core";
import { IconInfoCircle, IconPlus, IconTrash } from "@tabler/icons-react";
import type { AnswerOf } from "@/api/client";
import classes from "@/features/statements/bill.module.css";
import type { BillFormApi } from "@/features/statements/bill-form";
import { emptyLine, isOfStaff, lineCents, totalCents } from "@/features/statements/bill-values";
import { barOf } from "@/features/statements/lending";
import { billedUnits, useUnitNames } from "@/features/statements/units";
import { type ChargeKind, chargeWords } from "@/features/statements/words";
import { AmountField } from "@/ui/amount-field";
import { Section } from "@/ui/page";
import { decimalsOf } from "@/ui/units";
import { Money } from "@/ui/values";

type Rules = AnswerOf<"get", "/v1/agreements/{agreement_id}/rules">["content"];
type LinesProps = { form: BillFormApi; rules: Rules | undefined };

const most = 100;

/** What is billed, line by line; what each comes to, and all of them. */
export function BillLines({ form, rules }: LinesProps) {
  const { t } = useLingui();
  const { lines } = form.getValues();
  return (
    <Section title={t`Lignes`}>
      <Stack gap="md">
        <StaffLimits form={form} rules={rules} />
        {lines.map((line, place) => (
          <BillLine key={line.key} form={form} place={place} rules={rules} alone={lines.length === 1} />
        ))}
        <div>
          <Button
            variant="default"
            leftSection={<IconPlus size={18} aria-hidden="true" />}
            disabled={lines.length >= most}
            onClick={() => form.insertListItem("lines", emptyLine(lines.at(-1)))}
          >
            <Trans>Ajouter une ligne</Trans>
          </Button>
        </div>
        <output className={classes.total}>
          <span>
            <Trans>Total à payer</Trans>
          </span>
          <Money cents={totalCents(lines)} />
        </output>
      </Stack>
    </Section>
  );
}

/** Said before it is refused: staff are lent at cost, by the law and by the rules of the agreement. */
function StaffLimits({ form, rules }: LinesProps) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const lending = form.getValues().lines.some(isOfStaff);
  const excluded = kinds.filter((kind) => barOf(kind, rules) === "rules");
  const named = new Intl.ListFormat(i18n.locale, { type: "conjunction" }).format(
    excluded.map((kind) => i18n._(chargeWords[kind])),
  );
  return (
    <Alert
      role="note"
      variant="light"
      color={lending ? "honey" : "blue"}
      icon={<IconInfoCircle aria-hidden="true" />}
      title={t`Personnel prêté : au prix coûtant seulement`}
    >
      <Text size="sm">
        <Trans>
          On ne refacture que les salaires, les charges sociales et les frais remboursés au salarié : ni frais
          de gestion, ni forfait, ni marge (Code du travail, art. L. 8241-1).
        </Trans>
      </Text>
      {excluded.length > 0 ? (
        <Text size="sm" mt="xs">
          <Trans>Les règles de cet accord excluent aussi : {named}. Elles se changent par un vote.</Trans>
        </Text>
      ) : null}
    </Alert>
  );
}

const kinds: ChargeKind[] = ["supply", "wages", "social_charges", "expenses", "management_fee", "flat_fee"];

type BillLineProps = LinesProps & { place: number; alone: boolean };

function BillLine({ form, place, rules, alone }: BillLineProps) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const unitNames = useUnitNames();
  const line = form.getValues().lines[place];
  if (!line) return null;
  const number = place + 1;
  const cents = lineCents(line);
  const english = i18n.locale === "en";
  const told = { law: t`interdit par la loi`, rules: t`exclu par les règles` };
  return (
    <Paper p="md" component="fieldset" className={classes.line ?? ""}>
      <legend className={classes.legend}>
        <Trans>Ligne {number}</Trans>
      </legend>
      <TextInput
        label={t`De quoi il s’agit`}
        className={classes.label ?? ""}
        maxLength={200}
        {...form.getInputProps(`lines.${place}.label`)}
      />
      <Select
        label={t`Genre`}
        className={classes.kind ?? ""}
        data={kinds.map((kind) => {
          const bar = barOf(kind, rules);
          const name = i18n._(chargeWords[kind]);
          return { value: kind, label: bar ? `${name} : ${told[bar]}` : name, disabled: bar !== null };
        })}
        allowDeselect={false}
        {...form.getInputProps(`lines.${place}.kind`)}
      />
      <NumberInput
        label={t`Quantité`}
        className={classes.third ?? ""}
        min={0}
        max={1_000_000}
        decimalScale={decimalsOf(line.unit)}
        decimalSeparator={english ? "." : ","}
        allowedDecimalSeparators={[",", "."]}
        thousandSeparator={english ? "," : "\u202f"}
        hideControls
        inputMode="decimal"
        {...form.getInputProps(`lines.${place}.quantity`)}
      />
      <Select
        label={t`Unité`}
        className={classes.third ?? ""}
        data={billedUnits.map((unit) => ({ value: unit, label: unitNames[unit] }))}
        allowDeselect={false}
        {...form.getInputProps(`lines.${place}.unit`)}
      />
      <AmountField
        label={t`Prix de l’unité`}
        className={classes.third ?? ""}
        min={0}
        max={10_000_000}
        {...form.getInputProps(`lines.${place}.unit_price_cents`)}
      />
      <div className={classes.amount}>
        <Text size="sm" c="dimmed">
          <Trans>Montant</Trans>
        </Text>
        <Text fw={600}>{cents === null ? <span aria-hidden="true">–</span> : <Money cents={cents} />}</Text>
      </div>
      {alone ? null : (
        <ActionIcon
          className={classes.remove ?? ""}
          variant="subtle"
          color="red"
          size="lg"
          aria-label={t`Retirer la ligne ${number}`}
          onClick={() => form.removeListItem("lines", place)}
        >
          <IconTrash size={18} aria-hidden="true" />
        </ActionIcon>
      )}
    </Paper>
  );
}
