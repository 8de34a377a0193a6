import { useLingui as useActiveLingui } from "@lingui/react";
import { Anchor, Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { type Lot, lotStateWords } from "@/features/purchases/words";
import { StatusBadge } from "@/ui/status-badge";

type LotLinkProps = { roundId: string; lotId: string; button?: boolean; children: ReactNode };

/** To the page of a lot: its quotes compared, what one gains, the choice. */
export function LotLink({ roundId, lotId, button = false, children }: LotLinkProps) {
  const to = `/purchases/${roundId}/lots/${lotId}`;
  return button ? (
    <Button component={Link} to={to as string}>
      {children}
    </Button>
  ) : (
    <Anchor component={Link} to={to as string}>
      {children}
    </Anchor>
  );
}

export function LotState({ state }: { state: Lot["state"] }) {
  const { i18n } = useActiveLingui();
  const { name, tone } = lotStateWords[state];
  return <StatusBadge tone={tone}>{i18n._(name)}</StatusBadge>;
}
