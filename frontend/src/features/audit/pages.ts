import type { JournalRecord } from "@/features/audit/words";

/** The page where what a record tells is read as it is today; none for what has no page. */
export function pageOf(
  { action, content, subject_id: subject }: JournalRecord,
  agreementId: string,
): string | null {
  if (content === null) return null;
  const id = (key: string) => (typeof content[key] === "string" ? content[key] : null);
  const decision = id("decision_id");
  const fund = id("fund_id");
  switch (action.split(".")[0]) {
    case "decisions":
      return subject && `/decisions/${subject}`;
    case "ballots":
    case "decision_voters":
    case "proxies":
      return decision && `/decisions/${decision}`;
    case "agreement_rules":
      return `/agreements/${agreementId}/rules`;
    case "funds":
      return subject && `/funds/${subject}`;
    case "fund_projects":
      return fund && subject && `/funds/${fund}/projects/${subject}`;
    case "fund_calls":
    case "fund_payments":
      return fund && `/funds/${fund}`;
    case "ledger_transactions":
      return subject && `/ledger/${agreementId}?view=entries&entry=${subject}`;
    case "ledger_accounts":
      return subject && `/ledger/${agreementId}/accounts/${subject}`;
    case "ledger_publications":
      return `/ledger/${agreementId}?view=closings`;
    case "ledger_readings":
      return `/ledger/${agreementId}?view=readings`;
    case "exit_settlements":
    case "exit_instalments":
      return `/exits/${agreementId}`;
    default:
      return null;
  }
}
