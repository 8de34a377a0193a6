import { Trans, useLingui } from "@lingui/react/macro";
import { IconFlask } from "@tabler/icons-react";
import { StatusBadge } from "@/ui/status-badge";

/** Invented for the demonstration: nobody should take it for a fact. */
export function FictionalBadge() {
  const { t } = useLingui();
  return (
    <span title={t`Inventé pour la démonstration`}>
      <StatusBadge tone="neutral" icon={IconFlask}>
        <Trans>fictif</Trans>
      </StatusBadge>
    </span>
  );
}
