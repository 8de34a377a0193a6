import {
  IconAlertTriangle,
  IconCheck,
  IconCircleDashed,
  IconCircleX,
  IconInfoCircle,
  IconUsersGroup,
  type TablerIcon,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "@/ui/status-badge.module.css";

export type Tone = "positive" | "attention" | "negative" | "neutral" | "info" | "shared";

const icons: Record<Tone, TablerIcon> = {
  positive: IconCheck,
  attention: IconAlertTriangle,
  negative: IconCircleX,
  neutral: IconCircleDashed,
  info: IconInfoCircle,
  shared: IconUsersGroup,
};

type StatusBadgeProps = { tone: Tone; icon?: TablerIcon; children: ReactNode };

/** A state said three ways: an icon, a word, a colour. `shared` is honey: what is put in common. */
export function StatusBadge({ tone, icon, children }: StatusBadgeProps) {
  const Icon = icon ?? icons[tone];
  return (
    <span className={classes.badge} data-tone={tone}>
      <Icon size={15} stroke={2} aria-hidden="true" className={classes.icon} />
      <span>{children}</span>
    </span>
  );
}
