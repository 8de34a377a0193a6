import { Trans, useLingui } from "@lingui/react/macro";
import { useApiMutation } from "@/api/hooks";
import type { Commitment } from "@/features/partnerships/words";
import { ConfirmDialog } from "@/ui/dialog";
import { toastDone } from "@/ui/toast";
import { Money } from "@/ui/values";

type RemoveCommitmentDialogProps = { partnershipId: string; commitment: Commitment; onClose: () => void };

export function RemoveCommitmentDialog({ partnershipId, commitment, onClose }: RemoveCommitmentDialogProps) {
  const { t } = useLingui();
  const { title, promiser_name: promiser } = commitment;
  const remove = useApiMutation("delete", "/v1/partnerships/{partnership_id}/commitments/{commitment_id}", {
    invalidates: ["/v1/partnerships"],
    onSuccess: () => {
      toastDone(t`L’engagement est retiré.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t`Retirer « ${title} » ?`}
      consequences={
        <Trans>
          {promiser} ne promet plus cela, et l’équilibre perd <Money cents={commitment.value_cents} /> de ce
          côté. Toutes les parties le verront.
        </Trans>
      }
      confirmLabel={t`Retirer l’engagement`}
      danger
      pending={remove.isPending}
      error={remove.error}
      onConfirm={() =>
        remove.mutate({
          path: { partnership_id: partnershipId, commitment_id: commitment.id },
          version: commitment.version,
        })
      }
    />
  );
}
