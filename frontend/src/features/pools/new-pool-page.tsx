import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { useApiMutation, useIdempotencyKey } from "@/api/hooks";
import { bodyOf, newValues } from "@/features/agreements/form-values";
import { NewAgreementForm } from "@/features/agreements/new-agreement-form";
import { readings } from "@/features/agreements/words";
import { BackToPools } from "@/features/pools/address";
import { Page } from "@/ui/page";
import { today } from "@/ui/paris-time";
import { toastDone } from "@/ui/toast";

/** Writes the draft of a pool. */
export function NewPoolPage() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { key } = useIdempotencyKey();
  const create = useApiMutation("post", "/v1/pools", {
    invalidates: readings,
    onSuccess: ({ id }) => {
      toastDone(t`Le projet de mutualisation est créé. Invitez maintenant les autres organisations.`);
      return navigate({ to: "/pools/$poolId", params: { poolId: id } as never });
    },
  });
  return (
    <Page
      title={t`Créer une mutualisation`}
      lead={t`Ce que plusieurs organisations mettront en commun, et sous quelles règles.`}
      above={<BackToPools />}
    >
      <NewAgreementForm
        initialValues={newValues("shared_means", today())}
        onSubmit={(values) => create.mutate({ body: bodyOf(values), idempotencyKey: key })}
        isPending={create.isPending}
        error={create.error}
        cancel={
          <Button component={Link} to="/pools" variant="default">
            <Trans>Annuler</Trans>
          </Button>
        }
      />
    </Page>
  );
}
