import { Trans } from "@lingui/react/macro";
import { Anchor, type AnchorProps, Button, type ButtonProps } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useKindName } from "@/features/statements/badges";
import classes from "@/features/statements/statements.module.css";
import type { StatementLine } from "@/features/statements/words";
import { AnchorLink } from "@/ui/links";

/** Links to what other parts of the product show, by their addresses. */

type Address = { to: string; search?: Record<string, string> | undefined };

export function Elsewhere({
  to,
  search = {},
  children,
  ...look
}: Address & Pick<AnchorProps, "fz" | "fw" | "size"> & { children: ReactNode }) {
  return (
    <Anchor component={Link} to={to} search={search as never} {...look}>
      {children}
    </Anchor>
  );
}

export function ElsewhereButton({
  to,
  search = {},
  children,
  ...look
}: Address & Pick<ButtonProps, "variant" | "size" | "leftSection"> & { children: ReactNode }) {
  return (
    <Button {...look} renderRoot={(props) => <Link {...props} to={to as never} search={search as never} />}>
      {children}
    </Button>
  );
}

/** The entry of the book that wrote something, over the page of the book. */
export const entryOf = (agreementId: string, transactionId: string) => ({
  to: `/ledger/${agreementId}`,
  search: { view: "entries", entry: transactionId },
});

export function BackToStatements({ agreement }: { agreement?: string | undefined }) {
  return (
    <AnchorLink to="/statements" search={{ agreement }} inline>
      <IconArrowLeft size={16} aria-hidden="true" style={{ verticalAlign: "-2px" }} /> <Trans>Relevés</Trans>
    </AnchorLink>
  );
}

export function StatementLink({
  statement,
}: {
  statement: Pick<StatementLine, "id" | "kind" | "reference">;
}) {
  const name = useKindName(statement.kind);
  return (
    <AnchorLink to="/statements/$statementId" params={{ statementId: statement.id }} fw={600}>
      {name} <span className={classes.together}>{statement.reference}</span>
    </AnchorLink>
  );
}
