import { Anchor } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

/** Back to a list of agreements, or to one of them. */
export function BackLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Anchor component={Link} to={to} inline>
      <IconArrowLeft size={16} aria-hidden="true" style={{ verticalAlign: "-2px" }} /> {children}
    </Anchor>
  );
}
