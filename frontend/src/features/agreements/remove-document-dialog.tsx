import { Trans, useLingui } from "@lingui/react/macro";
import { useApiMutation } from "@/api/hooks";
import { type AgreementDocument, readings } from "@/features/agreements/words";
import { ConfirmDialog } from "@/ui/dialog";
import { toastDone } from "@/ui/toast";

type RemoveDocumentDialogProps = { agreementId: string; document: AgreementDocument; onClose: () => void };

export function RemoveDocumentDialog({ agreementId, document, onClose }: RemoveDocumentDialogProps) {
  const { t } = useLingui();
  const { title } = document;
  const remove = useApiMutation("delete", "/v1/agreements/{agreement_id}/documents/{document_id}", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`Le document est retiré.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t`Retirer « ${title} » ?`}
      consequences={
        <Trans>Son contenu est effacé pour toutes les parties. Gardez-en une copie s’il le faut.</Trans>
      }
      confirmLabel={t`Retirer le document`}
      danger
      pending={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate({ path: { agreement_id: agreementId, document_id: document.id } })}
    />
  );
}
