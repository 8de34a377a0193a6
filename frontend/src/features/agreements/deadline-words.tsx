import { Plural, Trans } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import { nextDeadline, soon } from "@/features/agreements/deadlines";
import type { AgreementLine } from "@/features/agreements/words";
import { StatusBadge } from "@/ui/status-badge";
import { DateText } from "@/ui/values";

/** « Préavis avant le 30 juin 2027, dans 220 jours ». */
export function DeadlineWords({ line }: { line: AgreementLine }) {
  const deadline = nextDeadline(line);
  switch (deadline.kind) {
    case "answer":
      return (
        <StatusBadge tone="attention">
          <Trans>Votre réponse est attendue</Trans>
        </StatusBadge>
      );
    case "draft":
      return <Trans>Pas encore en vigueur</Trans>;
    case "left":
      return <Trans>Votre organisation est partie</Trans>;
    case "ended":
      return <span aria-hidden="true">–</span>;
    case "open_ended":
      return <Trans>Sans terme fixe</Trans>;
    default:
      return (
        <div>
          {deadline.kind === "notice" ? (
            <Trans>
              Préavis avant le <DateText value={deadline.day} />
            </Trans>
          ) : (
            <Trans>
              Fin le <DateText value={deadline.day} />
            </Trans>
          )}
          <DaysLeft days={deadline.daysLeft} />
        </div>
      );
  }
}

/** « dans 98 jours », with an alert when that is soon. */
export function DaysLeft({ days }: { days: number }) {
  const words = <Plural value={days} _0="aujourd’hui" one="dans # jour" other="dans # jours" />;
  if (days <= soon) return <StatusBadge tone="attention">{words}</StatusBadge>;
  return (
    <Text span display="block" size="sm" c="dimmed">
      {words}
    </Text>
  );
}
