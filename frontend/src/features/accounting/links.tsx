import { Anchor, type AnchorProps } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

type ElsewhereProps = AnchorProps & { to: string; search?: Record<string, string>; children: ReactNode };

/** A page of another part of the product, by its address. */
export function Elsewhere({ to, search = {}, children, ...look }: ElsewhereProps) {
  return (
    <Anchor component={Link} to={to} search={search as never} {...look}>
      {children}
    </Anchor>
  );
}
