import { useLingui as useActiveLingui } from "@lingui/react";
import { type Category, categoryWords, type MembershipState, stateWords } from "@/features/networks/words";
import { StatusBadge } from "@/ui/status-badge";

export function CategoryName({ category }: { category: Category }) {
  const { i18n } = useActiveLingui();
  return <>{i18n._(categoryWords[category].name)}</>;
}

export function StateBadge({ state }: { state: MembershipState }) {
  const { i18n } = useActiveLingui();
  const { name, tone } = stateWords[state];
  return <StatusBadge tone={tone}>{i18n._(name)}</StatusBadge>;
}
