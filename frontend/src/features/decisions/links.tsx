import { Trans } from "@lingui/react/macro";
import { Anchor, Button } from "@mantine/core";
import { IconArrowLeft, IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useCan } from "@/app/session";
import { type Decision, propose } from "@/features/decisions/words";
import { AnchorLink } from "@/ui/links";

export function BackToDecisions() {
  return (
    <AnchorLink to="/decisions" inline>
      <IconArrowLeft size={16} aria-hidden="true" style={{ verticalAlign: "-2px" }} />{" "}
      <Trans>Tous les votes</Trans>
    </AnchorLink>
  );
}

export function DecisionLink({ id, children }: { id: string; children: ReactNode }) {
  return (
    <AnchorLink to="/decisions/$decisionId" params={{ decisionId: id }} fw={600}>
      {children}
    </AnchorLink>
  );
}

/** The agreement in which a question is asked: a pool or a partnership, each with its page. */
export function AgreementLink({ agreement }: { agreement: Decision["agreement"] }) {
  const folder = agreement.kind === "partnership" ? "partnerships" : "pools";
  return <PlaceLink to={`/${folder}/${agreement.id}`}>{agreement.name}</PlaceLink>;
}

/** A page of another feature, by its address. */
export function PlaceLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Anchor component={Link} to={to}>
      {children}
    </Anchor>
  );
}

export function NewDecisionButton({ agreement }: { agreement?: string | undefined }) {
  if (!useCan(propose)) return null;
  return (
    <Button
      renderRoot={(props) => <Link {...props} to="/decisions/new" search={{ agreement }} />}
      leftSection={<IconPlus size={18} aria-hidden="true" />}
    >
      <Trans>Proposer un vote</Trans>
    </Button>
  );
}
