import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { useApiMutation, useApiQuery } from "@/api/hooks";
import { BackLink } from "@/features/agreements/back-link";
import { EditAgreementForm } from "@/features/agreements/edit-agreement-form";
import { patchOf, valuesOf } from "@/features/agreements/form-values";
import { Snapshot } from "@/features/agreements/snapshot";
import { readings } from "@/features/agreements/words";
import { BackToPartnerships } from "@/features/partnerships/address";
import { type PartnershipValues, ToleranceField, tolerancePatch } from "@/features/partnerships/own-fields";
import type { Partnership } from "@/features/partnerships/words";
import { Page } from "@/ui/page";
import { toastDone } from "@/ui/toast";

/** Changes a partnership. */
export function EditPartnershipPage({ id }: { id: string }) {
  const { t } = useLingui();
  const partnership = useApiQuery("/v1/partnerships/{partnership_id}", { path: { partnership_id: id } });
  return (
    <Snapshot query={partnership} title={t`Partenariat`} back={<BackToPartnerships />}>
      {(read, reload) => <EditPartnership partnership={read} onReload={reload} />}
    </Snapshot>
  );
}

function EditPartnership({ partnership, onReload }: { partnership: Partnership; onReload: () => void }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const address = `/partnerships/${partnership.id}`;
  const change = useApiMutation("patch", "/v1/partnerships/{partnership_id}", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`Le partenariat est à jour.`);
      return navigate({ to: address });
    },
  });
  const initialValues: PartnershipValues = {
    ...valuesOf(partnership),
    tolerance: partnership.imbalance_tolerance_bp / 100,
    side: partnership.my_side ?? "a",
  };
  return (
    <Page
      title={t`Modifier « ${partnership.name} »`}
      above={
        <BackLink to={address}>
          <Trans>Revenir au partenariat</Trans>
        </BackLink>
      }
    >
      <EditAgreementForm
        agreement={partnership}
        initialValues={initialValues}
        patchOf={(values) => ({ ...patchOf(values, partnership), ...tolerancePatch(values, partnership) })}
        more={(form) => <ToleranceField form={form} />}
        onSubmit={(body) =>
          change.mutate({ path: { partnership_id: partnership.id }, body, version: partnership.version })
        }
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
