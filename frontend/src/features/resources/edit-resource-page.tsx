import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useApiMutation, useApiQuery } from "@/api/hooks";
import { isProblem } from "@/api/problem";
import { useCan } from "@/app/session";
import { bodyOf, valuesOf } from "@/features/resources/form-values";
import { NotForYou } from "@/features/resources/new-resource-page";
import { CancelButton, ResourceForm } from "@/features/resources/resource-form";
import { BackToResources } from "@/features/resources/resource-page";
import { manageResources, type Resource } from "@/features/resources/words";
import { Page } from "@/ui/page";
import { Loaded } from "@/ui/states";
import { toastDone } from "@/ui/toast";

/** Changes what is said of a resource. */
export function EditResourcePage({ resourceId }: { resourceId: string }) {
  const { t } = useLingui();
  const mayManage = useCan(manageResources);
  const resource = useApiQuery("/v1/resources/{resource_id}", { path: { resource_id: resourceId } });
  return (
    <Page
      title={resource.data ? t`Modifier ${resource.data.name}` : t`Modifier la ressource`}
      above={<BackToResources />}
      lead={t`Les réservations déjà faites gardent leur créneau et leur coût.`}
      narrow
    >
      <Loaded query={resource} lines={8}>
        {(data) => (mayManage && data.is_mine ? <EditForm read={data} /> : <NotForYou />)}
      </Loaded>
    </Page>
  );
}

/** Starts from what was read when the form opened: somebody else’s change is not overwritten unseen. */
function EditForm({ read }: { read: Resource }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [resource, setResource] = useState(read);
  const back = () => navigate({ to: "/resources/$resourceId", params: { resourceId: resource.id } });
  const change = useApiMutation("patch", "/v1/resources/{resource_id}", {
    invalidates: ["/v1/resources"],
    onSuccess: async () => {
      toastDone(t`La ressource est à jour.`);
      await back();
    },
  });
  const latest = useApiQuery("/v1/resources/{resource_id}", { path: { resource_id: resource.id } });
  const restart = async () => {
    const { data } = await latest.refetch();
    if (data) setResource(data);
    change.reset();
  };
  return (
    <ResourceForm
      key={resource.version}
      existing
      values={valuesOf(resource)}
      error={change.error}
      refusal={isProblem(change.error, "stale_version") ? <Stale onRestart={restart} /> : undefined}
      pending={change.isPending}
      submitLabel={t`Enregistrer`}
      cancel={<CancelButton onClick={() => void back()} />}
      onSubmit={(values) =>
        change.mutate({
          path: { resource_id: resource.id },
          body: bodyOf(values),
          version: resource.version,
        })
      }
    />
  );
}

function Stale({ onRestart }: { onRestart: () => Promise<void> }) {
  const { t } = useLingui();
  return (
    <Alert color="orange" role="alert" title={t`Modifiée entre-temps`}>
      <Trans>Quelqu’un a modifié cette ressource depuis que vous avez ouvert ce formulaire.</Trans>
      <div>
        <Button variant="default" size="sm" mt="sm" onClick={() => void onRestart()}>
          <Trans>Repartir de la version à jour</Trans>
        </Button>
      </div>
    </Alert>
  );
}
