import { useLingui } from "@lingui/react";
import { IconMinus, IconThumbDown, IconThumbUp, type TablerIcon } from "@tabler/icons-react";
import {
  type Choice,
  choiceWords,
  type DecisionState,
  type Outcome,
  outcomeWords,
  stateWords,
} from "@/features/decisions/words";
import { StatusBadge } from "@/ui/status-badge";

/** Closed, what counts is how it ended. */
export function DecisionBadge({ state, outcome }: { state: DecisionState; outcome: Outcome | null }) {
  const { i18n } = useLingui();
  const { name, tone } = outcome ? outcomeWords[outcome] : stateWords[state];
  return (
    <span style={{ whiteSpace: "nowrap" }}>
      <StatusBadge tone={tone}>{i18n._(name)}</StatusBadge>
    </span>
  );
}

export const choiceIcons: Record<Choice, TablerIcon> = {
  yes: IconThumbUp,
  no: IconThumbDown,
  abstain: IconMinus,
};

export function ChoiceText({ choice }: { choice: Choice }) {
  const { i18n } = useLingui();
  const Icon = choiceIcons[choice];
  return (
    <span style={{ whiteSpace: "nowrap" }}>
      <Icon size={18} stroke={1.8} aria-hidden="true" style={{ verticalAlign: "-3px" }} />{" "}
      {i18n._(choiceWords[choice])}
    </span>
  );
}
