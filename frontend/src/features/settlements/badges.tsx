import { Trans, useLingui } from "@lingui/react/macro";
import { type Position, type Summary, stateWords } from "@/features/settlements/words";
import { StatusBadge } from "@/ui/status-badge";

export function SettlementBadge({ state }: { state: Summary["state"] }) {
  const { i18n } = useLingui();
  const { name, tone } = stateWords[state];
  return <StatusBadge tone={tone}>{i18n._(name)}</StatusBadge>;
}

type AnswerBadgeProps = { position: Position; state: Summary["state"] };

/** Whether an organisation accepted, refused, is awaited, or need not answer. */
export function AnswerBadge({ position: { must_accept: asked, answer }, state }: AnswerBadgeProps) {
  if (answer === "accepted") {
    return (
      <StatusBadge tone="positive">
        <Trans>A accepté</Trans>
      </StatusBadge>
    );
  }
  if (answer === "refused") {
    return (
      <StatusBadge tone="negative">
        <Trans>A refusé</Trans>
      </StatusBadge>
    );
  }
  if (!asked) {
    return (
      <StatusBadge tone="neutral">
        <Trans>Ne doit rien : n’a pas à répondre</Trans>
      </StatusBadge>
    );
  }
  return state === "proposed" ? (
    <StatusBadge tone="attention">
      <Trans>Réponse attendue</Trans>
    </StatusBadge>
  ) : (
    <StatusBadge tone="neutral">
      <Trans>N’a pas répondu</Trans>
    </StatusBadge>
  );
}
