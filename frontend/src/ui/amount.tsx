import { useLingui } from "@lingui/react";
import { formatAmount } from "@/ui/units";
import classes from "@/ui/values.module.css";

type AmountProps = { value: number; unit: string; signed?: boolean };

/** An amount of the ledger in its unit: "22 120,00 €", "12,50 h". */
export function Amount({ value, unit, signed = false }: AmountProps) {
  const { i18n } = useLingui();
  return (
    <span className={classes.amount}>
      {formatAmount(value, unit, i18n.locale, (words) => i18n._(words), { signed })}
    </span>
  );
}
