import { useLingui as useActiveLingui } from "@lingui/react";
import { useLingui } from "@lingui/react/macro";
import { type Power, powerWords, type Role, roleWords } from "@/features/identity/words";

/** A role in the language of the screen. */
export function useRoleName(): (role: Role) => string {
  const { i18n } = useActiveLingui();
  return (role) => i18n._(roleWords[role].name);
}

/** What a person may do in the organisation's name: "Voter, Réserver". */
export function usePowerNames(): (powers: Power[]) => string {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  return (powers) =>
    powers.length === 0 ? t`Aucun` : powers.map((power) => i18n._(powerWords[power])).join(", ");
}
