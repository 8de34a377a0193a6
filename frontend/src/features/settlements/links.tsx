import { Trans } from "@lingui/react/macro";
import { Anchor, type AnchorProps } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { AnchorLink } from "@/ui/links";

type ElsewhereProps = AnchorProps & { to: string; search?: Record<string, string>; children: ReactNode };

/** A page of another part of the product, by its address. */
export function Elsewhere({ to, search = {}, children, ...look }: ElsewhereProps) {
  return (
    <Anchor component={Link} to={to} search={search as never} {...look}>
      {children}
    </Anchor>
  );
}

const arrow = <IconArrowLeft size={16} aria-hidden="true" style={{ verticalAlign: "-2px" }} />;

export function Back({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Elsewhere to={to} inline>
      {arrow} {children}
    </Elsewhere>
  );
}

/** Who owes whom in the agreement of a settlement. */
export function BackToOwed({ agreement, name }: { agreement: string; name: string }) {
  return (
    <AnchorLink to="/settlements" search={{ agreement }} inline>
      {arrow} <Trans>Qui doit quoi · {name}</Trans>
    </AnchorLink>
  );
}

export function SettlementLink({ id, number }: { id: string; number: number }) {
  return (
    <AnchorLink
      to="/settlements/$settlementId"
      params={{ settlementId: id }}
      fz="inherit"
      style={{ whiteSpace: "nowrap" }}
    >
      <Trans>Compensation n° {number}</Trans>
    </AnchorLink>
  );
}

export function StatementLink({ id, reference }: { id: string; reference: string }) {
  return <Elsewhere to={`/statements/${id}`}>{reference}</Elsewhere>;
}

/** One entry of the book, in a window over it. */
export function EntryLink({
  agreement,
  entry,
  children,
}: {
  agreement: string;
  entry: string;
  children: ReactNode;
}) {
  return (
    <Elsewhere to={`/ledger/${agreement}`} search={{ view: "entries", entry }} fz="inherit">
      {children}
    </Elsewhere>
  );
}
