import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, CloseButton, Group, NumberInput, Text, TextInput, VisuallyHidden } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { IconArrowUp, IconPaperclip } from "@tabler/icons-react";
import { type NeedsValues, paidToday, sourceAbove } from "@/features/purchases/needs/need-values";
import classes from "@/features/purchases/needs/needs.module.css";
import type { AnswerLine } from "@/features/purchases/needs/words";
import { UnitPriceField } from "@/features/purchases/values";
import { manyOf } from "@/features/purchases/words";
import { today } from "@/ui/paris-time";
import { Money } from "@/ui/values";

export type NeedsForm = UseFormReturnType<NeedsValues>;

type NeedFieldsProps = {
  form: NeedsForm;
  place: number;
  line: AnswerLine;
  evidenceTitle: string | undefined;
  onJustify: () => void;
};

/** One item: how many, and what is paid for it today, with where that price comes from. */
export function NeedFields({ form, place, line, evidenceTitle, onJustify }: NeedFieldsProps) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const path = `lines.${place}`;
  const { lines } = form.getValues();
  const values = lines[place];
  if (!values) return null;
  const { item_name: item, unit } = line;
  const paid = paidToday(values);
  const above = sourceAbove(lines, place);
  const isUnsourced = values.reference_price !== "" && !values.reference_source && !values.reference_on;
  return (
    <fieldset className={classes.line}>
      <legend className={classes.legend}>
        {item} <span className={classes.unit}>({unit})</span>
      </legend>
      <div className={classes.fields}>
        <NumberInput
          label={t`Volume`}
          placeholder="0"
          min={0}
          max={1_000_000_000}
          allowDecimal={false}
          allowNegative={false}
          thousandSeparator={i18n.locale === "en" ? "," : "\u202f"}
          hideControls
          {...form.getInputProps(`${path}.volume`)}
        />
        <UnitPriceField label={t`Payé aujourd’hui, HT`} {...form.getInputProps(`${path}.reference_price`)} />
        <TextInput
          label={t`D’où vient ce prix`}
          placeholder={t`Facture, contrat, tarif…`}
          maxLength={200}
          {...form.getInputProps(`${path}.reference_source`)}
        />
        <TextInput
          type="date"
          label={t`Date du prix`}
          max={today()}
          {...form.getInputProps(`${path}.reference_on`)}
        />
      </div>
      <div className={classes.below}>
        {paid === null ? null : (
          <Text size="sm">
            <Trans>
              Aujourd’hui : <Money cents={paid} /> pour {values.volume} {manyOf(unit, Number(values.volume))}
            </Trans>
          </Text>
        )}
        {isUnsourced && above ? (
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconArrowUp size={16} aria-hidden="true" />}
            onClick={() => {
              form.setFieldValue(`${path}.reference_source`, above.reference_source);
              form.setFieldValue(`${path}.reference_on`, above.reference_on);
            }}
          >
            <Trans>Même source et même date qu’au-dessus</Trans>
            <VisuallyHidden> : {item}</VisuallyHidden>
          </Button>
        ) : null}
        {values.evidence_id ? (
          <Group gap={4} wrap="nowrap">
            <IconPaperclip size={16} aria-hidden="true" />
            <Text size="sm">{evidenceTitle ?? <Trans>Justificatif joint</Trans>}</Text>
            <CloseButton
              size="sm"
              aria-label={t`Retirer le justificatif de ${item}`}
              onClick={() => form.setFieldValue(`${path}.evidence_id`, null)}
            />
          </Group>
        ) : values.reference_price === "" ? null : (
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconPaperclip size={16} aria-hidden="true" />}
            onClick={onJustify}
          >
            <Trans>Joindre un justificatif</Trans>
            <VisuallyHidden> : {item}</VisuallyHidden>
          </Button>
        )}
      </div>
    </fieldset>
  );
}
