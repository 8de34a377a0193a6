import { Trans } from "@lingui/react/macro";
import { Anchor, Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useApiMutation } from "@/api/hooks";
import { useCan } from "@/app/session";
import { BackLink } from "@/features/agreements/back-link";
import { type AgreementLine, manageAgreements, readings, type Sending } from "@/features/agreements/words";

/** Where partnerships are: their links, and the calls that only they have. */

export function PartnershipLink({ id, name }: Pick<AgreementLine, "id" | "name">) {
  return (
    <Anchor
      component={Link}
      to="/partnerships/$partnershipId"
      params={{ partnershipId: id } as never}
      fw={600}
    >
      {name}
    </Anchor>
  );
}

export function BackToPartnerships() {
  return (
    <BackLink to="/partnerships">
      <Trans>Partenariats</Trans>
    </BackLink>
  );
}

export function NewPartnershipButton() {
  if (!useCan(manageAgreements)) return null;
  return (
    <Button component={Link} to="/partnerships/new" leftSection={<IconPlus size={18} aria-hidden="true" />}>
      <Trans>Proposer un partenariat</Trans>
    </Button>
  );
}

export function useActivatePartnership(id: string): Sending {
  const call = useApiMutation("post", "/v1/partnerships/{partnership_id}/activate", {
    invalidates: readings,
  });
  return {
    ...call,
    send: (_, onDone) => call.mutate({ path: { partnership_id: id } }, { onSuccess: onDone }),
  };
}

export function useEndPartnership(id: string): Sending {
  const call = useApiMutation("post", "/v1/partnerships/{partnership_id}/end", { invalidates: readings });
  return {
    ...call,
    send: (_, onDone) => call.mutate({ path: { partnership_id: id } }, { onSuccess: onDone }),
  };
}
