import { formatMoney, formatNumber } from "@/ui/format";
import { codeOf, decimalsOf } from "@/ui/units";

/** "184/365" is 0.504…; "84" is 84. For showing: what is computed with stays exact at the service. */
export function numberOf(fraction: string): number {
  const [over = "0", under = "1"] = fraction.split("/");
  return Number(over) / Number(under);
}

/** What all count for, without its unit: "1 025", "58 120 000,00 €". */
export function bareText(value: number, unit: string | null, locale: string): string {
  if (unit !== null && codeOf(unit) === "EUR") return formatMoney(value, locale);
  return formatNumber(value / 10 ** decimalsOf(unit ?? ""), locale);
}
