import { Trans } from "@lingui/react/macro";
import { Anchor, type AnchorProps, Button, type ButtonProps } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { AnchorLink } from "@/ui/links";

/** Links to what other parts of the product show, by their addresses. */

type Address = { to: string; search?: Record<string, string> };

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
}: Address & Pick<ButtonProps, "variant" | "leftSection"> & { children: ReactNode }) {
  return (
    <Button {...look} renderRoot={(props) => <Link {...props} to={to as never} search={search as never} />}>
      {children}
    </Button>
  );
}

/** The arrow of a link back. */
export const Back = () => <IconArrowLeft size={16} aria-hidden="true" style={{ verticalAlign: "-2px" }} />;

/** From a run to the runs of its agreement. */
export function BackToSharing({ agreement }: { agreement?: string | undefined }) {
  return (
    <Elsewhere to="/allocations" {...(agreement ? { search: { agreement } } : {})}>
      <Back /> <Trans>Partage des coûts</Trans>
    </Elsewhere>
  );
}

/** From what is about a run to the run. */
export function BackToRun({ allocationId, title }: { allocationId: string; title: string | undefined }) {
  return (
    <AnchorLink to="/allocations/$allocationId" params={{ allocationId }} inline>
      <Back /> {title ?? <Trans>Le partage</Trans>}
    </AnchorLink>
  );
}
