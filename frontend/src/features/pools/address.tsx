import { Trans } from "@lingui/react/macro";
import { Anchor, Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useApiMutation } from "@/api/hooks";
import { useCan } from "@/app/session";
import { BackLink } from "@/features/agreements/back-link";
import { type AgreementLine, manageAgreements, readings, type Sending } from "@/features/agreements/words";

/** Where pools are: their links, and the calls that only they have. */

export function PoolLink({ id, name }: Pick<AgreementLine, "id" | "name">) {
  return (
    <Anchor component={Link} to="/pools/$poolId" params={{ poolId: id } as never} fw={600}>
      {name}
    </Anchor>
  );
}

export function BackToPools() {
  return (
    <BackLink to="/pools">
      <Trans>Mutualisations</Trans>
    </BackLink>
  );
}

export function NewPoolButton() {
  if (!useCan(manageAgreements)) return null;
  return (
    <Button component={Link} to="/pools/new" leftSection={<IconPlus size={18} aria-hidden="true" />}>
      <Trans>Créer une mutualisation</Trans>
    </Button>
  );
}

export function useActivatePool(id: string): Sending {
  const call = useApiMutation("post", "/v1/pools/{pool_id}/activate", { invalidates: readings });
  return { ...call, send: (_, onDone) => call.mutate({ path: { pool_id: id } }, { onSuccess: onDone }) };
}

export function useEndPool(id: string): Sending {
  const call = useApiMutation("post", "/v1/pools/{pool_id}/end", { invalidates: readings });
  return { ...call, send: (_, onDone) => call.mutate({ path: { pool_id: id } }, { onSuccess: onDone }) };
}
