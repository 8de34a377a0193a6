import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

/** Amounts of the ledger: integers of the smallest unit of a code such as `EUR/2` (cents) or `HOUR/2`. */

const noBreakSpace = "\u00a0";

type UnitWords = { name: MessageDescriptor; symbol: MessageDescriptor };

const words: Record<string, UnitWords> = {
  EUR: { name: msg`Euros`, symbol: msg`€` },
  HOUR: { name: msg`Heures`, symbol: msg`h` },
  DAY: { name: msg`Jours`, symbol: msg`j` },
  NIGHT: { name: msg`Nuitées`, symbol: msg`nuitées` },
  MEAL: { name: msg`Repas`, symbol: msg`repas` },
  KM: { name: msg`Kilomètres`, symbol: msg`km` },
};

/** Units offered when an account is opened; the ledger takes any other code as well. */
export const offeredUnits = ["EUR/2", "HOUR/2", "DAY/2", "NIGHT/0", "MEAL/0", "KM/0"];

export function codeOf(unit: string): string {
  return unit.split("/")[0] ?? unit;
}

/** "EUR/2" has two decimals. */
export function decimalsOf(unit: string): number {
  return Number(unit.split("/")[1] ?? 0);
}

type Say = (descriptor: MessageDescriptor) => string;

/** "Euros", "Heures"; the code itself for a unit this screen has no word for. */
export function nameOfUnit(unit: string, say: Say): string {
  const known = words[codeOf(unit)];
  return known ? say(known.name) : codeOf(unit);
}

/** "€", "h". */
export function symbolOf(unit: string, say: Say): string {
  const known = words[codeOf(unit)];
  return known ? say(known.symbol) : codeOf(unit);
}

/** "22 120,00 €", "12,50 h"; `signed`: "+10 000,00 €" for what comes in. */
export function formatAmount(
  value: number,
  unit: string,
  locale: string,
  say: Say,
  { signed = false }: { signed?: boolean } = {},
): string {
  const tag = locale === "en" ? "en-GB" : "fr-FR";
  const decimals = decimalsOf(unit);
  const isMoney = codeOf(unit) === "EUR";
  const written = new Intl.NumberFormat(tag, {
    ...(isMoney ? { style: "currency", currency: "EUR" } : {}),
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    signDisplay: signed ? "exceptZero" : "negative",
  }).format(value / 10 ** decimals);
  // A hyphen would break a line between the sign and its figure.
  const told = written.replace("-", "\u2212");
  return isMoney ? told : `${told}${noBreakSpace}${symbolOf(unit, say)}`;
}

/** Beyond this the ledger refuses, and figures would no longer be exact here. */
const largest = 10 ** 15;

/**
 * What people type to the smallest unit: "1 024,87", "1024.87 €", "1.024,87" are 102487 cents, "1 h 30" is 150
 * hundredths of an hour. Null for what is no amount above zero, or could be read in two ways ("1,024").
 */
export function readAmount(text: string, unit: string): number | null {
  const decimals = decimalsOf(unit);
  const typed = text.toLowerCase().replace(/\s/g, "");
  const clock = codeOf(unit) === "HOUR" ? /^(\d{1,6})h(\d{2})$/.exec(typed) : null;
  const found = clock
    ? (Number(clock[1]) * 60 + Number(clock[2])) * (10 ** decimals / 60)
    : readDecimal(typed.replace(/[^\d)]+$/, ""), decimals);
  return found !== null && Number.isInteger(found) && found >= 1 && found <= largest ? found : null;
}

function readDecimal(typed: string, decimals: number): number | null {
  const grouped = /^(\d{1,3}(?:\.\d{3})+),(\d+)$|^(\d{1,3}(?:,\d{3})+)\.(\d+)$/.exec(typed);
  const plain = /^(\d+)(?:[.,](\d+))?$/.exec(typed);
  const whole = (grouped?.[1] ?? grouped?.[3] ?? plain?.[1])?.replace(/[.,]/g, "");
  const part = grouped?.[2] ?? grouped?.[4] ?? plain?.[2] ?? "";
  if (whole === undefined || part.length > decimals) return null;
  return Number(whole + part.padEnd(decimals, "0"));
}
