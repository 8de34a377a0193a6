import { Trans } from "@lingui/react/macro";
import { Anchor, type AnchorProps, Button, type ButtonProps } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

/** Links by address: to the other pages of a round, and to what other parts of the product show. */

type Address = { to: string; search?: Record<string, string | undefined> };

export function GoTo({
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

export function GoButton({
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

export const roundAddress = (roundId: string, page = "") => `/purchases/${roundId}${page ? `/${page}` : ""}`;

/** `agreement`: among those one leads, the one it is prepared in; `from`: the past round it is prepared after. */
export function NewRoundButton({
  agreement,
  from,
  variant = "filled",
  children,
}: {
  agreement?: string | undefined;
  from?: string | undefined;
  variant?: "filled" | "default";
  children?: ReactNode;
}) {
  return (
    <GoButton to="/purchases/new" search={{ agreement, from }} variant={variant}>
      {children ?? <Trans>Préparer un achat groupé</Trans>}
    </GoButton>
  );
}
