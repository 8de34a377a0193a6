import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { useApiMutation, useApiQuery } from "@/api/hooks";
import { BackLink } from "@/features/agreements/back-link";
import { EditAgreementForm } from "@/features/agreements/edit-agreement-form";
import { patchOf, valuesOf } from "@/features/agreements/form-values";
import { Snapshot } from "@/features/agreements/snapshot";
import { type Agreement, readings } from "@/features/agreements/words";
import { BackToPools } from "@/features/pools/address";
import { Page } from "@/ui/page";
import { toastDone } from "@/ui/toast";

/** Changes a pool. */
export function EditPoolPage({ id }: { id: string }) {
  const { t } = useLingui();
  const pool = useApiQuery("/v1/pools/{pool_id}", { path: { pool_id: id } });
  return (
    <Snapshot query={pool} title={t`Mutualisation`} back={<BackToPools />}>
      {(read, reload) => <EditPool pool={read} onReload={reload} />}
    </Snapshot>
  );
}

function EditPool({ pool, onReload }: { pool: Agreement; onReload: () => void }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const address = `/pools/${pool.id}`;
  const change = useApiMutation("patch", "/v1/pools/{pool_id}", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`La mutualisation est à jour.`);
      return navigate({ to: address });
    },
  });
  return (
    <Page
      title={t`Modifier « ${pool.name} »`}
      above={
        <BackLink to={address}>
          <Trans>Revenir à la mutualisation</Trans>
        </BackLink>
      }
    >
      <EditAgreementForm
        agreement={pool}
        initialValues={valuesOf(pool)}
        patchOf={(values) => patchOf(values, pool)}
        onSubmit={(body) => change.mutate({ path: { pool_id: pool.id }, body, version: pool.version })}
        onReload={onReload}
        isPending={change.isPending}
        error={change.error}
        cancel={
          <Button component={Link} to={address} variant="default">
            <Trans>Annuler</Trans>
          </Button>
        }
      />
    </Page>
  );
}
