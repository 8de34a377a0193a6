import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { useApiQuery } from "@/api/hooks";
import { AgreementPage } from "@/features/agreements/agreement-page";
import type { Agreement } from "@/features/agreements/words";
import { BackToPools, useActivatePool, useEndPool } from "@/features/pools/address";
import { SharedResources } from "@/features/pools/shared-resources";
import { Loaded } from "@/ui/states";

/** One pool. */
export function PoolPage({ id }: { id: string }) {
  const pool = useApiQuery("/v1/pools/{pool_id}", { path: { pool_id: id } });
  return <Loaded query={pool}>{(read) => <Pool pool={read} />}</Loaded>;
}

function Pool({ pool }: { pool: Agreement }) {
  const navigate = useNavigate();
  return (
    <AgreementPage
      agreement={pool}
      back={<BackToPools />}
      activate={useActivatePool(pool.id)}
      end={useEndPool(pool.id)}
      edit={
        <Button
          component={Link}
          to="/pools/$poolId/edit"
          params={{ poolId: pool.id } as never}
          variant="default"
        >
          <Trans>Modifier</Trans>
        </Button>
      }
      onDeclined={() => void navigate({ to: "/pools" })}
    >
      <SharedResources pool={pool} />
    </AgreementPage>
  );
}
