import { useLingui } from "@lingui/react";
import { type State, stateWords } from "@/features/bookings/words";
import { StatusBadge } from "@/ui/status-badge";

export function StateBadge({ state }: { state: State }) {
  const { i18n } = useLingui();
  const { name, tone } = stateWords[state];
  return (
    <span style={{ whiteSpace: "nowrap" }}>
      <StatusBadge tone={tone}>{i18n._(name)}</StatusBadge>
    </span>
  );
}
