import { useLingui } from "@lingui/react";
import { NumberInput, type NumberInputProps } from "@mantine/core";

/** An amount typed in euros. */
export function AmountField(props: NumberInputProps) {
  const { i18n } = useLingui();
  const english = i18n.locale === "en";
  return (
    <NumberInput
      min={0.01}
      max={10_000_000_000}
      decimalScale={2}
      fixedDecimalScale
      suffix={"\u00a0€"}
      decimalSeparator={english ? "." : ","}
      allowedDecimalSeparators={[",", "."]}
      thousandSeparator={english ? "," : "\u202f"}
      hideControls
      inputMode="decimal"
      {...props}
    />
  );
}
