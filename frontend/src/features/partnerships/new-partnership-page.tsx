import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { useApiMutation, useIdempotencyKey } from "@/api/hooks";
import { bodyOf, newValues } from "@/features/agreements/form-values";
import { NewAgreementForm } from "@/features/agreements/new-agreement-form";
import { readings } from "@/features/agreements/words";
import { BackToPartnerships } from "@/features/partnerships/address";
import {
  type PartnershipValues,
  SideField,
  ToleranceField,
  toleranceBp,
} from "@/features/partnerships/own-fields";
import { Page } from "@/ui/page";
import { today } from "@/ui/paris-time";
import { toastDone } from "@/ui/toast";

/** Writes the draft of a partnership. */
export function NewPartnershipPage() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { key } = useIdempotencyKey();
  const create = useApiMutation("post", "/v1/partnerships", {
    invalidates: readings,
    onSuccess: ({ id }) => {
      toastDone(t`Le projet de partenariat est créé. Invitez maintenant l’autre côté.`);
      return navigate({ to: "/partnerships/$partnershipId", params: { partnershipId: id } as never });
    },
  });
  const initialValues: PartnershipValues = {
    ...newValues("agreement", today()),
    confidentiality: "open",
    tolerance: 15,
    side: "a",
  };
  return (
    <Page
      title={t`Proposer un partenariat`}
      lead={t`Ce que deux côtés se promettent, et pour combien de temps.`}
      above={<BackToPartnerships />}
    >
      <NewAgreementForm
        initialValues={initialValues}
        more={(form) => (
          <>
            <ToleranceField form={form} />
            <SideField form={form} />
          </>
        )}
        onSubmit={(values) =>
          create.mutate({
            body: { ...bodyOf(values), imbalance_tolerance_bp: toleranceBp(values), side: values.side },
            idempotencyKey: key,
          })
        }
        isPending={create.isPending}
        error={create.error}
        cancel={
          <Button component={Link} to="/partnerships" variant="default">
            <Trans>Annuler</Trans>
          </Button>
        }
      />
    </Page>
  );
}
