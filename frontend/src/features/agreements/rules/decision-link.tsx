import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

/** To the vote behind a version of the rules. */
export function DecisionLink({ id, children }: { id: string | null; children: ReactNode }) {
  if (!id) return null;
  return (
    <Anchor component={Link} to={`/decisions/${id}`}>
      {children}
    </Anchor>
  );
}
