import type { MessageDescriptor } from "@lingui/core";
import { useLingui as useActiveLingui } from "@lingui/react";
import { useLingui } from "@lingui/react/macro";
import { filterFigures, keyRuleWords, usageWords } from "@/features/agreements/rules/words";
import type { FigureKind, Key } from "@/features/allocations/figures-codes";
import { formatMoney, formatNumber, formatPercent } from "@/ui/format";
import { codeOf, decimalsOf, symbolOf } from "@/ui/units";

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

/** "Les lits", "Les kilomètres"; a code that has no words here keeps its own. */
export function useFigureName() {
  const { i18n } = useActiveLingui();
  return (kind: FigureKind, code: string): string => {
    const words: MessageDescriptor | undefined =
      kind === "usage" ? usageWords[code] : filterFigures[code]?.name;
    return words ? i18n._(words) : code;
  };
}

/** How many decimals a figure is typed with. */
export function decimalsTyped(kind: FigureKind, code: string): number {
  return kind === "usage" ? (code === "hours" ? 2 : 0) : (filterFigures[code]?.decimals ?? 0);
}

/** "60 lits", "420 000,00 €", "1 200 km": a figure in the words of its code. */
export function useFigureAmount() {
  const { i18n } = useActiveLingui();
  const unitName = useUnitName();
  return ({ kind, code, value, unit }: { kind: FigureKind; code: string; value: number; unit: string }) => {
    const decimals = decimalsOf(unit);
    if (codeOf(unit) === "EUR") return formatMoney(value, i18n.locale);
    const name = unitName(kind, code, unit);
    const number = formatNumber(value / 10 ** decimals, i18n.locale, decimals);
    return name ? `${number}\u00a0${name}` : number;
  };
}

/** What follows the number: "lits", "km", "%". */
export function useUnitName() {
  const { i18n } = useActiveLingui();
  return (kind: FigureKind, code: string, unit = ""): string => {
    if (kind === "usage")
      return symbolOf(unit || (code === "hours" ? "HOUR" : code.toUpperCase()), (words) => i18n._(words));
    const words = filterFigures[code]?.unit;
    return words === undefined ? "" : typeof words === "string" ? words : i18n._(words);
  };
}

/** How a key shares, in one line: "50 % à parts égales, 50 % selon les équivalents temps plein". */
export function useKeyWords() {
  const { i18n } = useActiveLingui();
  const { t } = useLingui();
  const nameOf = useFigureName();
  return (key: Key): string => {
    if (key.rule !== "parts") return i18n._(keyRuleWords[key.rule].name);
    const parts = key.parts ?? [];
    const told = parts.map(({ basis, code, weight_bp, only }) => {
      const figure = basis === "equal" || !code ? "" : lowerFirst(nameOf(basis, code));
      const by = figure ? t`selon ${figure}` : t`à parts égales`;
      const among = only ? t`${by}, entre certaines organisations` : by;
      if (parts.length === 1) return among;
      const percent = formatPercent(weight_bp / 10_000, i18n.locale, weight_bp % 100 === 0 ? 0 : 2);
      return `${percent} ${among}`;
    });
    const limits = key.limits?.length ? [t`avec planchers ou plafonds`] : [];
    const words = [...told, ...limits].join(", ");
    return words.charAt(0).toUpperCase() + words.slice(1);
  };
}
