import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { FigureKind } from "@/features/organisations/words";
import { formatMoney, formatNumber, formatPercent } from "@/ui/format";

type KindWords = {
  name: MessageDescriptor;
  /** What to count, so that two organisations mean the same thing. */
  meaning: MessageDescriptor;
  /** Decimals of the smallest unit: 2 for hundredths of a full-time equivalent, for cents. */
  decimals: 0 | 2;
};

export const figureWords: Record<FigureKind, KindWords> = {
  beds: { name: msg`Lits`, meaning: msg`Lits autorisés d’hébergement.`, decimals: 0 },
  places: { name: msg`Places`, meaning: msg`Places autorisées (accueil de jour, service…).`, decimals: 0 },
  fte: {
    name: msg`Équivalents temps plein`,
    meaning: msg`Effectif rémunéré en équivalents temps plein, par exemple 62,50.`,
    decimals: 2,
  },
  budget: {
    name: msg`Budget annuel`,
    meaning: msg`Total des charges de l’exercice, en euros.`,
    decimals: 2,
  },
  members: { name: msg`Adhérents`, meaning: msg`Adhérents à jour de leur cotisation.`, decimals: 0 },
  trainees: { name: msg`Personnes formées`, meaning: msg`Personnes formées dans l’année.`, decimals: 0 },
  volunteers: { name: msg`Bénévoles`, meaning: msg`Bénévoles actifs dans l’année.`, decimals: 0 },
  taxable_share: {
    name: msg`Part du chiffre d’affaires soumise à la TVA`,
    meaning: msg`Part des recettes de l’exercice soumise à la TVA, par exemple 12,50.`,
    decimals: 2,
  },
};

/** What is written after the figure. */
export const suffixes: Partial<Record<FigureKind, string>> = { budget: "€", taxable_share: "%" };

/** The most that can be typed: a share is at most the whole. */
export const largest = (kind: FigureKind): number => (kind === "taxable_share" ? 100 : 9_999_999_999);

/** The integer the service keeps: 62.5 full-time equivalents are 6250 hundredths. */
export function toSmallestUnit(kind: FigureKind, typed: number): number {
  return Math.round(typed * 10 ** figureWords[kind].decimals);
}

export function fromSmallestUnit(kind: FigureKind, value: number): number {
  return value / 10 ** figureWords[kind].decimals;
}

/** "84", "62,5", "4 850 000,00 €", "12,50 %". */
export function formatFigure(kind: FigureKind, value: number, locale: string): string {
  if (kind === "budget") return formatMoney(value, locale);
  if (kind === "taxable_share") return formatPercent(value / 10_000, locale);
  return formatNumber(fromSmallestUnit(kind, value), locale, figureWords[kind].decimals);
}
