import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans } from "@lingui/react/macro";
import classes from "@/features/agreements/badges.module.css";
import {
  type AgreementState,
  type Party,
  type Role,
  roleWords,
  stateWords,
} from "@/features/agreements/words";
import { StatusBadge } from "@/ui/status-badge";
import { DateText } from "@/ui/values";

export function StateBadge({ state }: { state: AgreementState }) {
  const { i18n } = useActiveLingui();
  const { name, tone } = stateWords[state];
  return (
    <span className={classes.line}>
      <StatusBadge tone={tone}>{i18n._(name)}</StatusBadge>
    </span>
  );
}

export function RoleWords({ role }: { role: Role }) {
  const { i18n } = useActiveLingui();
  return <>{i18n._(roleWords[role])}</>;
}

/** Where a party stands: asking to enter, invited, taking part, on its way out, gone. */
export function PartyState({ party }: { party: Party }) {
  return (
    <span className={classes.line}>
      <Standing party={party} />
    </span>
  );
}

function Standing({ party }: { party: Party }) {
  if (party.state === "invited") {
    return (
      <StatusBadge tone="attention">
        <Trans>Réponse attendue</Trans>
      </StatusBadge>
    );
  }
  if (party.state === "requested") {
    return (
      <StatusBadge tone="attention">
        <Trans>Demande à entrer</Trans>
      </StatusBadge>
    );
  }
  if (party.state === "declined") {
    return (
      <StatusBadge tone="negative">
        <Trans>A décliné</Trans>
      </StatusBadge>
    );
  }
  if (party.state === "left" && party.excluded) {
    return (
      <StatusBadge tone="negative">
        <Trans>
          Exclue le <DateText value={party.left_on} style="short" />
        </Trans>
      </StatusBadge>
    );
  }
  if (party.state === "left") {
    return (
      <StatusBadge tone="neutral">
        <Trans>
          Partie le <DateText value={party.left_on} style="short" />
        </Trans>
      </StatusBadge>
    );
  }
  if (party.left_on) {
    return (
      <StatusBadge tone="attention">
        <Trans>
          Préavis donné, part le <DateText value={party.left_on} style="short" />
        </Trans>
      </StatusBadge>
    );
  }
  return (
    <StatusBadge tone="positive">
      <Trans>A accepté</Trans>
    </StatusBadge>
  );
}
