import { useLingui } from "@lingui/react";
import { type Lot, lotStateWords } from "@/features/purchases/words";
import { StatusBadge } from "@/ui/status-badge";

export function LotBadge({ state }: { state: Lot["state"] }) {
  const { i18n } = useLingui();
  const { name, tone } = lotStateWords[state];
  return <StatusBadge tone={tone}>{i18n._(name)}</StatusBadge>;
}
