import { Trans, useLingui } from "@lingui/react/macro";
import { useApiMutation } from "@/api/hooks";
import type { Organisation, Site } from "@/features/organisations/words";
import { ConfirmDialog } from "@/ui/dialog";
import { toastDone } from "@/ui/toast";

type CloseSiteDialogProps = { organisation: Organisation; site: Site; onClose: () => void };

/** Closes a place of activity today. */
export function CloseSiteDialog({ organisation, site, onClose }: CloseSiteDialogProps) {
  const { t } = useLingui();
  const { name } = site;
  const close = useApiMutation("delete", "/v1/organisations/{organisation_id}/sites/{site_id}", {
    invalidates: ["/v1/organisations"],
    onSuccess: () => {
      toastDone(t`${name} est fermé.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t`Fermer ${name} ?`}
      consequences={
        <Trans>
          Ce lieu sera marqué fermé à la date d’aujourd’hui et quittera la liste des lieux ouverts. Il reste
          consultable parmi les lieux fermés, et ne se rouvre pas.
        </Trans>
      }
      confirmLabel={t`Fermer ce lieu`}
      danger
      pending={close.isPending}
      error={close.error}
      onConfirm={() =>
        close.mutate({
          path: { organisation_id: organisation.id, site_id: site.id },
          version: site.version,
        })
      }
    />
  );
}
