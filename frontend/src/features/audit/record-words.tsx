import { useLingui } from "@lingui/react";
import { Trans, useLingui as useWords } from "@lingui/react/macro";
import { codeWords } from "@/features/audit/content";
import { usePartyNames } from "@/features/audit/names";
import type { Content, JournalRecord } from "@/features/audit/words";
import { formatDate, formatMoney } from "@/ui/format";

/** Which thing was written, in a few words: the title of the vote, the payee and the amount. */
export function useSubject(): (record: JournalRecord) => string {
  const { i18n } = useLingui();
  const { t } = useWords();
  const names = usePartyNames();

  const text = (content: Content, key: string) => {
    const value = content[key];
    return typeof value === "string" || typeof value === "number" ? String(value) : "";
  };
  const coded = (content: Content, key: string) => {
    const words = codeWords[key]?.[text(content, key)];
    return words ? i18n._(words) : text(content, key);
  };
  const named = (content: Content, key: string) => names.get(text(content, key)) ?? "";
  const amount = (content: Content) =>
    typeof content.amount_cents === "number" ? formatMoney(content.amount_cents, i18n.locale) : "";
  const day = (content: Content, key: string) =>
    text(content, key) ? formatDate(text(content, key), i18n.locale) : "";
  const joined = (...parts: string[]) => parts.filter(Boolean).join(" · ");

  return ({ action, content }) => {
    if (content === null) return "";
    const of = (key: string) => text(content, key);
    switch (action.split(".")[0]) {
      case "agreements":
      case "funds":
        return of("name");
      case "parties":
        return joined(named(content, "organisation_id"), coded(content, "state"));
      case "agreement_rules": {
        const number = of("number");
        return joined(t`version ${number}`, of("note"));
      }
      case "ballots":
        return joined(named(content, "organisation_id"), coded(content, "choice"));
      case "decision_voters":
      case "fund_approvals":
      case "exit_settlements":
        return named(content, "organisation_id");
      case "proxies": {
        const [giver, holder] = [named(content, "giver_id"), named(content, "holder_id")];
        return t`${giver} à ${holder}`;
      }
      case "ledger_transactions": {
        const number = of("number");
        return joined(t`n° ${number}`, of("description"));
      }
      case "ledger_accounts":
        return joined(coded(content, "purpose"), of("label"), named(content, "organisation_id"));
      case "ledger_publications":
        return day(content, "through");
      case "fund_payments":
        return joined(of("payee"), amount(content), coded(content, "state"));
      case "fund_projects":
        return joined(of("title"), amount(content), coded(content, "state"));
      case "exit_instalments":
        return joined(day(content, "due_on"), amount(content));
      case "decisions":
        return joined(of("title"), coded(content, "state"), coded(content, "outcome"));
      default:
        return of("title");
    }
  };
}

/** Who did it: a person is named to their own organisation only. */
export function Author({ record }: { record: JournalRecord }) {
  const { organisation_name: organisation, person_name: person, withheld } = record;
  if (organisation !== null) return person ? `${person}, ${organisation}` : organisation;
  if (withheld === "membership") return <Trans>une organisation que vous n’avez pas à connaître</Trans>;
  return <Trans>Essaim, de lui-même</Trans>;
}
