import { useLingui } from "@lingui/react";
import { type Run, stateWords } from "@/features/allocations/words";
import { StatusBadge } from "@/ui/status-badge";

/** Where a run stands, in one word. */
export function RunState({ state }: Pick<Run, "state">) {
  const { i18n } = useLingui();
  const { name, tone } = stateWords[state];
  return <StatusBadge tone={tone}>{i18n._(name)}</StatusBadge>;
}
