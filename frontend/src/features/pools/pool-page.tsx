import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { useApiQuery } from "@/api/hooks";
import { AgreementPage } from "@/features/agreements/agreement-page";
import { Opening } from "@/features/agreements/opening";
import type { Agreement } from "@/features/agreements/words";
import { BackToPools, useActivatePool, useEndPool } from "@/features/pools/address";
import { SharedResources } from "@/features/pools/shared-resources";

/** One pool. */
export function PoolPage({ id }: { id: string }) {
  const { t } = useLingui();
  const pool = useApiQuery("/v1/pools/{pool_id}", { path: { pool_id: id } });
  return (
    <Opening query={pool} title={t`Mutualisation`} back={<BackToPools />}>
      {(read) => <Pool pool={read} />}
    </Opening>
  );
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
