import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import classes from "@/features/purchases/orders/orders.module.css";
import { AnchorLink } from "@/ui/links";

/** To the statement that a closing issued. */
export function StatementLink({ id, children }: { id: string; children?: ReactNode }) {
  return (
    <AnchorLink to="/statements/$statementId" params={{ statementId: id }} className={classes.due ?? ""}>
      {children ?? <Trans>Voir le relevé</Trans>}
    </AnchorLink>
  );
}

type StatementsLinkProps = {
  agreementId: string;
  organisationId?: string;
  all?: boolean;
  children: ReactNode;
};

/** To the credits of an agreement; of one organisation, or of all for who issued them. */
export function CreditsLink({ agreementId, organisationId, all = false, children }: StatementsLinkProps) {
  return (
    <AnchorLink
      to="/statements"
      search={{
        agreement: agreementId,
        kind: "credit",
        ...(all ? { view: "all" as const } : {}),
        ...(organisationId ? { organisation: organisationId } : {}),
      }}
    >
      {children}
    </AnchorLink>
  );
}
