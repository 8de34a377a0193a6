import { Trans } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import { StateBadge } from "@/features/networks/badges";
import type { Network } from "@/features/networks/words";
import { StatusBadge } from "@/ui/status-badge";

/** What links my organisation to a network, in a word. */
export function MyLink({ network }: { network: Pick<Network, "is_mine" | "my_membership"> }) {
  const { my_membership: mine } = network;
  if (network.is_mine) {
    return (
      <StatusBadge tone="info">
        <Trans>Vous agissez pour ce réseau</Trans>
      </StatusBadge>
    );
  }
  if (!mine) {
    return (
      <Text span c="dimmed">
        <Trans>Aucun</Trans>
      </Text>
    );
  }
  if (mine.state !== "active") return <StateBadge state={mine.state} />;
  return (
    <StatusBadge tone="positive">
      {mine.category === "member" ? <Trans>Adhérent</Trans> : <Trans>Associé</Trans>}
    </StatusBadge>
  );
}
