import { Trans } from "@lingui/react/macro";
import { AnchorLink, ButtonLink } from "@/ui/links";

export const rulesAddress = (agreementId: string) => `/agreements/${agreementId}/rules`;

export function RunLink({ id, title }: { id: string; title: string }) {
  return (
    <AnchorLink to="/allocations/$allocationId" params={{ allocationId: id }} fw={600}>
      {title}
    </AnchorLink>
  );
}

type PrepareProps = { agreement?: string | undefined; variant?: "default" | "filled" };

export function PrepareButton({ agreement, variant = "filled" }: PrepareProps) {
  return (
    <ButtonLink to="/allocations/new" search={{ agreement }} variant={variant}>
      <Trans>Préparer un partage</Trans>
    </ButtonLink>
  );
}
