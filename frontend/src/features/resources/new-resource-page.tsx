import { Trans, useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { useApiMutation, useIdempotencyKey } from "@/api/hooks";
import { useCan } from "@/app/session";
import { bodyOf, newValues } from "@/features/resources/form-values";
import { CancelButton, ResourceForm } from "@/features/resources/resource-form";
import { BackToResources } from "@/features/resources/resource-page";
import { manageResources } from "@/features/resources/words";
import { Page } from "@/ui/page";
import { EmptyState } from "@/ui/states";
import { toastDone } from "@/ui/toast";

/** Offers a resource of the organisation. */
export function NewResourcePage() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const mayManage = useCan(manageResources);
  const { key } = useIdempotencyKey();
  const create = useApiMutation("post", "/v1/resources", {
    invalidates: ["/v1/resources"],
    onSuccess: async ({ id }) => {
      toastDone(t`La ressource est enregistrée. Indiquez ses heures d’ouverture, puis partagez-la.`);
      await navigate({ to: "/resources/$resourceId", params: { resourceId: id } });
    },
  });
  return (
    <Page
      title={t`Proposer une ressource`}
      above={<BackToResources />}
      lead={t`Elle n’est visible que de votre organisation tant que vous ne l’avez pas partagée. Vous fixerez ensuite ses heures d’ouverture.`}
      narrow
    >
      {mayManage ? (
        <ResourceForm
          values={newValues}
          error={create.error}
          pending={create.isPending}
          submitLabel={t`Enregistrer la ressource`}
          cancel={<CancelButton onClick={() => void navigate({ to: "/resources" })} />}
          onSubmit={(values) =>
            create.mutate({
              body: { ...bodyOf(values), kind: values.kind, quantity: Number(values.quantity) },
              idempotencyKey: key,
            })
          }
        />
      ) : (
        <NotForYou />
      )}
    </Page>
  );
}

export function NotForYou() {
  const { t } = useLingui();
  return (
    <EmptyState title={t`Votre mandat ne le permet pas`}>
      <Trans>
        Les ressources sont gérées par la direction ou la coordination de l’organisation qui les prête.
      </Trans>
    </EmptyState>
  );
}
