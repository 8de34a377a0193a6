import { useLingui } from "@lingui/react/macro";
import type { Values } from "@/features/allocations/new-values";

const isWhole = (value: number | string, most: number) =>
  Number.isInteger(Number(value)) && Number(value) >= 1 && Number(value) <= most;

/** What a run lacks before the service is asked. */
export function useRunChecks() {
  const { t } = useLingui();
  return {
    agreement_id: (id: string) => (id ? null : t`Choisissez l’accord dans la liste.`),
    title: (title: string) => (title.trim() ? null : t`Donnez un titre à ce partage.`),
    starts_on: (day: string) => (day ? null : t`Indiquez le premier jour.`),
    ends_on: (day: string, { starts_on }: Values) =>
      !day
        ? t`Indiquez le dernier jour.`
        : day < starts_on
          ? t`Le dernier jour vient après le premier.`
          : null,
    figures_on: (day: string) => (day ? null : t`Indiquez à quelle date les chiffres sont pris.`),
    first_due_on: (day: string) => (day ? null : t`Indiquez une échéance.`),
    call_count: (count: number | string, { stage }: Values) =>
      stage === "actual" || isWhole(count, 12) ? null : t`De 1 à 12 appels.`,
    months_between: (months: number | string, { stage, call_count }: Values) =>
      stage === "actual" || Number(call_count) === 1 || isWhole(months, 12) ? null : t`De 1 à 12 mois.`,
  };
}
