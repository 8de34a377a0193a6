import { useLingui } from "@lingui/react";
import { Plural } from "@lingui/react/macro";
import { IconClockExclamation } from "@tabler/icons-react";
import { type Kind, kindWords, type StatementLine, stateWords } from "@/features/statements/words";
import { StatusBadge } from "@/ui/status-badge";

export function useKindName(kind: Kind): string {
  const { i18n } = useLingui();
  return i18n._(kindWords[kind].name);
}

/** Where a statement stands; late is said first, with since how long. */
export function StatementBadge({ statement }: { statement: Pick<StatementLine, "state" | "overdue_days"> }) {
  const { i18n } = useLingui();
  const { state, overdue_days: days } = statement;
  if (state === "issued" && days > 0) {
    return (
      <StatusBadge tone="negative" icon={IconClockExclamation}>
        <Plural value={days} one="En retard de # jour" other="En retard de # jours" />
      </StatusBadge>
    );
  }
  const { name, tone } = stateWords[state];
  return <StatusBadge tone={tone}>{i18n._(name)}</StatusBadge>;
}
