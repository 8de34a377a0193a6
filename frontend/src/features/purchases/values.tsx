import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, type NumberInputProps, Text } from "@mantine/core";
import { IconEyeOff, IconLock } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "@/features/purchases/values.module.css";
import { type Confidentiality, confidentialityWords, manyOf } from "@/features/purchases/words";
import { AmountField } from "@/ui/amount-field";
import { formatNumber, formatPercent } from "@/ui/format";
import { formatAmount } from "@/ui/units";
import { Money } from "@/ui/values";

/** Prices of a unit are ten-thousandths of a euro excluding VAT: 40500 is 4.05 €. */
const perEuro = 10_000;

/** "4,05 €", "0,0325 €": two decimals at least, four at most. */
export function formatUnitPrice(value: number, locale: string): string {
  return new Intl.NumberFormat(locale === "en" ? "en-GB" : "fr-FR", {
    style: "currency",
    currency: "EUR",
    minimumFractionDigits: 2,
    maximumFractionDigits: 4,
  }).format(value / perEuro);
}

/** Euros typed, to what the service counts in; null for what is no price. */
export function unitPriceOf(euros: number | string): number | null {
  if (euros === "" || !Number.isFinite(Number(euros)) || Number(euros) < 0) return null;
  return Math.round(Number(euros) * perEuro);
}

/** What the service counts in, to the euros of a field. */
export const eurosOf = (unitPrice: number | null | undefined): number | "" =>
  unitPrice === null || unitPrice === undefined ? "" : unitPrice / perEuro;

/** The price of one unit, given in EUR/4. */
export function UnitPrice({ value }: { value: number }) {
  const { i18n } = useActiveLingui();
  return <span className={classes.figure}>{formatUnitPrice(value, i18n.locale)}</span>;
}

/** The price of one unit, typed in euros with up to four decimals. */
export function UnitPriceField(props: NumberInputProps) {
  return <AmountField min={0} max={100_000} decimalScale={4} fixedDecimalScale={false} {...props} />;
}

/** A whole number of units: "10 100 boîtes de 100". */
export function Volume({ value, unit }: { value: number; unit?: string }) {
  const { i18n } = useActiveLingui();
  return (
    <span>
      <span className={classes.figure}>{formatNumber(value, i18n.locale)}</span>
      {unit ? ` ${manyOf(unit, value)}` : null}
    </span>
  );
}

/** A rate in basis points: 1433 is "14,33 %". `signed`: "+14,33 %", "−4,00 %". */
export function Rate({ bp, decimals = 2, signed = false }: RateProps) {
  const { i18n } = useActiveLingui();
  return <span className={classes.figure}>{formatRate(bp, i18n.locale, { decimals, signed })}</span>;
}

type RateProps = { bp: number; decimals?: number; signed?: boolean };

export function formatRate(
  bp: number,
  locale: string,
  { decimals = 2, signed = false }: Omit<RateProps, "bp"> = {},
): string {
  const written = formatPercent(Math.abs(bp) / 10_000, locale, decimals);
  if (bp < 0) return `\u2212${written}`;
  return signed && bp > 0 ? `+${written}` : written;
}

/** What is gained: signed and in its colour; a loss is never softened. Null: not told. */
export function Gain({ cents, strong = false }: { cents: number | null; strong?: boolean }) {
  const { i18n } = useActiveLingui();
  if (cents === null) return <NotTold />;
  const told = formatAmount(cents, "EUR/2", i18n.locale, (words) => i18n._(words), { signed: true });
  return (
    <span
      className={classes.gain}
      data-sign={cents < 0 ? "loss" : cents > 0 ? "gain" : "none"}
      data-strong={strong || undefined}
    >
      {told}
    </span>
  );
}

/** An amount that may not be told: a dash that says why when heard or pointed at. */
export function MoneyOrNot({ cents, why }: { cents: number | null; why?: string }) {
  return cents === null ? <NotTold {...(why ? { why } : {})} /> : <Money cents={cents} />;
}

/** Stands where a figure is not told. */
export function NotTold({ why }: { why?: string }) {
  const { t } = useLingui();
  return (
    <span className={classes.notTold} title={why ?? t`Cette information n’est pas dite`}>
      <IconEyeOff size={15} aria-hidden="true" className={classes.sign} /> <Trans>non dit</Trans>
    </span>
  );
}

/** Why the figures of the others are not shown, where one would look for them. Nothing in an open round. */
export function SealedNote({ confidentiality, children }: SealedNoteProps) {
  const { i18n } = useActiveLingui();
  if (confidentiality === "open") return null;
  const { name, meaning } = confidentialityWords[confidentiality];
  return (
    <Alert
      role="note"
      variant="light"
      color="gray"
      icon={<IconLock aria-hidden="true" />}
      title={i18n._(name)}
      classNames={{ title: classes.noteTitle ?? "" }}
    >
      <Text>{i18n._(meaning)}</Text>
      {children}
    </Alert>
  );
}

type SealedNoteProps = { confidentiality: Confidentiality; children?: ReactNode };
