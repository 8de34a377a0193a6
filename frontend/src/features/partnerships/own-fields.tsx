import { useLingui as useActiveLingui } from "@lingui/react";
import { useLingui } from "@lingui/react/macro";
import { NumberInput, Radio, Stack } from "@mantine/core";
import type { AgreementForm } from "@/features/agreements/agreement-fields";
import type { AgreementValues } from "@/features/agreements/form-values";
import type { Partnership } from "@/features/partnerships/words";

/** The tolerance is typed in percent. */
export type PartnershipValues = AgreementValues & { tolerance: number | string; side: "a" | "b" };

export function toleranceBp(values: PartnershipValues): number {
  return Math.round(Number(values.tolerance) * 100);
}

/** The tolerance, if it changed. */
export function tolerancePatch(values: PartnershipValues, { imbalance_tolerance_bp: before }: Partnership) {
  const after = toleranceBp(values);
  return after === before ? {} : { imbalance_tolerance_bp: after };
}

export function ToleranceField({ form }: { form: AgreementForm<PartnershipValues> }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  return (
    <NumberInput
      label={t`Déséquilibre toléré entre les deux côtés`}
      description={t`Au-delà, une alerte le dit et propose comment revenir à l’équilibre.`}
      min={0}
      max={100}
      decimalScale={2}
      decimalSeparator={i18n.locale === "en" ? "." : ","}
      allowedDecimalSeparators={[",", "."]}
      suffix={"\u00a0%"}
      hideControls
      maw="24rem"
      required
      withAsterisk={false}
      {...form.getInputProps("tolerance")}
    />
  );
}

export function SideField({ form }: { form: AgreementForm<PartnershipValues> }) {
  const { t } = useLingui();
  return (
    <Radio.Group
      label={t`Votre côté`}
      description={t`Deux côtés se font des promesses. Les organisations invitées rejoignent l’un ou l’autre.`}
      {...form.getInputProps("side")}
    >
      <Stack gap="xs" mt={8}>
        <Radio value="a" label={t`Côté A`} />
        <Radio value="b" label={t`Côté B`} />
      </Stack>
    </Radio.Group>
  );
}
