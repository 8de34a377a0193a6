import { useLingui } from "@lingui/react";
import {
  type DateStyle,
  formatDate,
  formatMoney,
  formatNumber,
  formatPercent,
  formatRange,
} from "@/ui/format";
import classes from "@/ui/values.module.css";

/** An amount in euros, given in cents. */
export function Money({ cents }: { cents: number }) {
  const { i18n } = useLingui();
  return <span className={classes.figures}>{formatMoney(cents, i18n.locale)}</span>;
}

/** A number with its unit, already in the language of the screen: "12 nuits". */
export function Quantity({ value, unit, decimals }: { value: number; unit?: string; decimals?: number }) {
  const { i18n } = useLingui();
  return (
    <span className={classes.figures}>
      {formatNumber(value, i18n.locale, decimals)}
      {unit ? `\u00a0${unit}` : null}
    </span>
  );
}

/** A ratio: 0.286 is "28,60 %". */
export function Percent({ ratio, decimals }: { ratio: number; decimals?: number }) {
  const { i18n } = useLingui();
  return <span className={classes.figures}>{formatPercent(ratio, i18n.locale, decimals)}</span>;
}

/** A day (`YYYY-MM-DD`) or a moment (ISO 8601), in Paris time. Shows nothing but a dash when unknown. */
export function DateText({ value, style = "day" }: { value: string | null; style?: DateStyle }) {
  const { i18n } = useLingui();
  if (value === null) return <span aria-hidden="true">–</span>;
  return <time dateTime={value}>{formatDate(value, i18n.locale, style)}</time>;
}

/** From one day or moment to another. */
export function DateRange({ from, to }: { from: string; to: string }) {
  const { i18n } = useLingui();
  return <span className={classes.figures}>{formatRange(from, to, i18n.locale)}</span>;
}
