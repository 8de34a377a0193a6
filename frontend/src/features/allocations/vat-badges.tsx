import { useLingui } from "@lingui/react";
import { conclusionWords, findingWords, levelWords } from "@/features/allocations/vat-words";
import { StatusBadge } from "@/ui/status-badge";

export function ConclusionBadge({ conclusion }: { conclusion: keyof typeof conclusionWords }) {
  const { i18n } = useLingui();
  const { name, tone } = conclusionWords[conclusion];
  return <StatusBadge tone={tone}>{i18n._(name)}</StatusBadge>;
}

export function LevelBadge({ level }: { level: keyof typeof levelWords }) {
  const { i18n } = useLingui();
  const { name, tone } = levelWords[level];
  return <StatusBadge tone={tone}>{i18n._(name)}</StatusBadge>;
}

export function FindingBadge({ finding }: { finding: keyof typeof findingWords }) {
  const { i18n } = useLingui();
  const { name, tone } = findingWords[finding];
  return <StatusBadge tone={tone}>{i18n._(name)}</StatusBadge>;
}
