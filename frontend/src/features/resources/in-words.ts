import { plural } from "@lingui/core/macro";
import { useLingui as useActiveLingui } from "@lingui/react";
import { useLingui } from "@lingui/react/macro";
import type { ResourceLine } from "@/features/resources/words";
import {
  type Kind,
  kindWords,
  type Opening,
  tariffUnitWords,
  weekdayWords,
} from "@/features/resources/words";
import { formatMoney } from "@/ui/format";

export function useKindName() {
  const { i18n } = useActiveLingui();
  return (kind: Kind) => i18n._(kindWords[kind].name);
}

/** "12,00 € par heure", or that it is free of charge. */
export function useTariff() {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  return ({ tariff_cents: cents, tariff_unit: unit }: Pick<ResourceLine, "tariff_cents" | "tariff_unit">) =>
    cents === 0 ? t`Gratuit` : `${formatMoney(cents, i18n.locale)} ${i18n._(tariffUnitWords[unit])}`;
}

/** How the cost is counted, in a sentence. */
export function useTariffRule() {
  const { t } = useLingui();
  return ({ tariff_cents: cents, tariff_unit: unit }: Pick<ResourceLine, "tariff_cents" | "tariff_unit">) => {
    if (cents === 0) return t`Mise à disposition gratuite.`;
    return {
      hour: t`Compté à la minute, pour chaque unité réservée.`,
      half_day: t`Toute demi-journée commencée compte, pour chaque unité réservée ; le matin finit à 13 h.`,
      day: t`Tout jour commencé compte, pour chaque unité réservée.`,
      night: t`Chaque nuit compte, au moins une, pour chaque unité réservée.`,
      week: t`Toute semaine commencée compte, pour chaque unité réservée.`,
      booking: t`Un montant par réservation et par unité, quelle que soit la durée.`,
    }[unit];
  };
}

const hour = 60;
const day = 24 * hour;

/** 90 is "1 h 30"; 10080 is "7 jours". */
export function useDuration() {
  const { t } = useLingui();
  return (minutes: number) => {
    if (minutes >= day && minutes % day === 0) {
      return t`${plural(minutes / day, { one: "# jour", other: "# jours" })}`;
    }
    if (minutes < hour) return t`${plural(minutes, { one: "# minute", other: "# minutes" })}`;
    const rest = minutes % hour;
    const hours = Math.floor(minutes / hour);
    return rest ? `${hours}\u00a0h\u00a0${String(rest).padStart(2, "0")}` : `${hours}\u00a0h`;
  };
}

/** Weekdays of the same hours are said together: "lundi à vendredi", "08:00 – 19:00". */
export function groupedOpenings(openings: Opening[]): { days: number[]; hours: string }[] {
  const groups: { days: number[]; hours: string }[] = [];
  for (let weekday = 1; weekday <= 7; weekday += 1) {
    const hours = openings
      .filter((one) => one.weekday === weekday)
      .map(({ opens_at, closes_at }) => `${opens_at}\u2009–\u2009${closes_at}`)
      .join(", ");
    const last = groups.at(-1);
    if (last && last.hours === hours) last.days.push(weekday);
    else groups.push({ days: [weekday], hours });
  }
  return groups;
}

export function useDayNames() {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const name = (weekday: number) => {
    const words = weekdayWords[weekday - 1];
    return words ? i18n._(words) : "";
  };
  const several = (days: number[]) => {
    const first = name(days[0] ?? 1);
    const last = name(days.at(-1) ?? 1);
    if (days.length === 1) return first;
    return days.length === 2 ? t`${first} et ${last}` : t`${first} à ${last}`;
  };
  return { name, several };
}
