import { useLingui } from "@lingui/react";
import { Plural, useLingui as useWords } from "@lingui/react/macro";
import { formatNumber } from "@/ui/format";
import { codeOf, decimalsOf } from "@/ui/units";
import classes from "@/ui/values.module.css";

/** Units offered for what is billed; a statement may hold any other. */
export const billedUnits = [
  "HOUR/2",
  "DAY/2",
  "UNIT/0",
  "KM/0",
  "MEAL/0",
  "NIGHT/0",
  "PLACE/0",
  "KG/2",
] as const;
export type BilledUnit = (typeof billedUnits)[number];

/** The names of the units, to choose one. */
export function useUnitNames(): Record<BilledUnit, string> {
  const { t } = useWords();
  return {
    "HOUR/2": t`heures`,
    "DAY/2": t`jours`,
    "UNIT/0": t`unités`,
    "KM/0": t`km`,
    "MEAL/0": t`repas`,
    "NIGHT/0": t`nuits`,
    "PLACE/0": t`places`,
    "KG/2": t`kg`,
  };
}

/** A quantity in the smallest unit: 2450 of `HOUR/2` is "24,5 heures". */
export function MeasuredQuantity({ value, unit }: { value: number; unit: string }) {
  return (
    <span className={classes.amount}>
      <Words value={value / 10 ** decimalsOf(unit)} code={codeOf(unit)} />
    </span>
  );
}

function Words({ value, code }: { value: number; code: string }) {
  const { i18n } = useLingui();
  switch (code) {
    case "HOUR":
      return <Plural value={value} one="# heure" other="# heures" />;
    case "DAY":
      return <Plural value={value} one="# jour" other="# jours" />;
    case "UNIT":
      return <Plural value={value} one="# unité" other="# unités" />;
    case "MEAL":
      return <Plural value={value} one="# repas" other="# repas" />;
    case "NIGHT":
      return <Plural value={value} one="# nuit" other="# nuits" />;
    case "PLACE":
      return <Plural value={value} one="# place" other="# places" />;
    case "PERSON":
      return <Plural value={value} one="# personne" other="# personnes" />;
    default:
      return `${formatNumber(value, i18n.locale, 4)}\u00a0${code.toLowerCase()}`;
  }
}
