import { useLingui } from "@lingui/react";
import { type Payment, type Project, paymentStateWords, projectStateWords } from "@/features/funds/words";
import { StatusBadge } from "@/ui/status-badge";

export function ProjectBadge({ state }: { state: Project["state"] }) {
  const { i18n } = useLingui();
  const { name, tone } = projectStateWords[state];
  return <StatusBadge tone={tone}>{i18n._(name)}</StatusBadge>;
}

export function PaymentBadge({ state }: { state: Payment["state"] }) {
  const { i18n } = useLingui();
  const { name, tone } = paymentStateWords[state];
  return <StatusBadge tone={tone}>{i18n._(name)}</StatusBadge>;
}
