import { Trans } from "@lingui/react/macro";
import { Group } from "@mantine/core";
import type { Share } from "@/features/allocations/words";
import { AnchorLink } from "@/ui/links";
import { StatusBadge } from "@/ui/status-badge";

/** An organisation of a run, leading to why it pays what it pays. */
export function MemberLink({
  allocationId,
  share,
}: {
  allocationId: string;
  share: Pick<Share, "organisation_id" | "organisation_name" | "is_mine">;
}) {
  return (
    <Group gap="xs" wrap="wrap">
      <AnchorLink
        to="/allocations/$allocationId/members/$organisationId"
        params={{ allocationId, organisationId: share.organisation_id }}
        fw={share.is_mine ? 650 : 500}
      >
        {share.organisation_name}
      </AnchorLink>
      {share.is_mine ? <You /> : null}
    </Group>
  );
}

/** One's own organisation among the others. */
export function You() {
  return (
    <StatusBadge tone="shared">
      <Trans>Vous</Trans>
    </StatusBadge>
  );
}
