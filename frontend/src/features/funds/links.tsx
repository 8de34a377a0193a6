import { Trans } from "@lingui/react/macro";
import { Anchor, type AnchorProps, Button, type ButtonProps } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useCan } from "@/app/session";
import { type Fund, manageFunds, type Payment, type Project, proposeDecisions } from "@/features/funds/words";
import { AnchorLink, ButtonLink } from "@/ui/links";

/** Links to what other parts of the product show, by their addresses. */

type ElsewhereProps = Pick<AnchorProps, "fz" | "fw"> & {
  to: string;
  search?: Record<string, string>;
  children: ReactNode;
};

export function Elsewhere({ to, search = {}, children, ...look }: ElsewhereProps) {
  return (
    <Anchor component={Link} to={to} search={search as never} {...look}>
      {children}
    </Anchor>
  );
}

export const accountAddress = (agreementId: string, accountId: string) =>
  `/ledger/${agreementId}/accounts/${accountId}`;

export function DecisionLink({ decision }: { decision: NonNullable<Project["decision"]> }) {
  const { number } = decision;
  return (
    <Elsewhere to={`/decisions/${decision.id}`}>
      <Trans>Vote n° {number}</Trans>
    </Elsewhere>
  );
}

/** Puts a project to the members' vote. */
export function AskVoteButton({ project, variant }: { project: Project } & Pick<ButtonProps, "variant">) {
  const mayPropose = useCan(proposeDecisions);
  if (!mayPropose) return null;
  const search = { agreement: project.agreement_id, effect: "approve_project", subject: project.id };
  return (
    <Button
      variant={variant ?? "filled"}
      renderRoot={(props) => <Link {...props} to={"/decisions/new" as never} search={search as never} />}
    >
      <Trans>Demander le vote</Trans>
    </Button>
  );
}

export function BackToFunds() {
  return (
    <AnchorLink to="/funds" inline>
      <IconArrowLeft size={16} aria-hidden="true" style={{ verticalAlign: "-2px" }} />{" "}
      <Trans>Fonds communs</Trans>
    </AnchorLink>
  );
}

export function BackToFund({ fundId, name }: { fundId: string; name: string | undefined }) {
  return (
    <AnchorLink to="/funds/$fundId" params={{ fundId }} inline>
      <IconArrowLeft size={16} aria-hidden="true" style={{ verticalAlign: "-2px" }} />{" "}
      {name ?? <Trans>Fonds commun</Trans>}
    </AnchorLink>
  );
}

export function FundLink({ id, name }: { id: string; name: string }) {
  return (
    <AnchorLink to="/funds/$fundId" params={{ fundId: id }} fw={600}>
      {name}
    </AnchorLink>
  );
}

export function ProjectLink({ project }: { project: Pick<Project, "fund_id" | "id" | "title"> }) {
  return (
    <AnchorLink
      to="/funds/$fundId/projects/$projectId"
      params={{ fundId: project.fund_id, projectId: project.id }}
    >
      {project.title}
    </AnchorLink>
  );
}

export const projectOf = ({ fund_id, project_id, project_title }: Payment) => ({
  fund_id,
  id: project_id,
  title: project_title,
});

export function NewFundButton({ agreement }: { agreement?: string | undefined }) {
  if (!useCan(manageFunds)) return null;
  return (
    <ButtonLink to="/funds/new" search={{ agreement }}>
      <Trans>Ouvrir un fonds commun</Trans>
    </ButtonLink>
  );
}

/** Where the rest of the agreement's life is. */
export function governingAddresses({ agreement_id: id }: Pick<Fund, "agreement_id">) {
  return { rules: `/agreements/${id}/rules`, book: `/ledger/${id}`, leaving: `/exits/${id}` };
}
