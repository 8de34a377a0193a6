import { Trans, useLingui } from "@lingui/react/macro";
import { useApiMutation } from "@/api/hooks";
import { type Agreement, type Party, readings } from "@/features/agreements/words";
import { ConfirmDialog } from "@/ui/dialog";
import { toastDone } from "@/ui/toast";

type HandOverDialogProps = { agreement: Agreement; next: Party; onClose: () => void };

/** Makes another party the lead, after saying what one gives up. */
export function HandOverDialog({ agreement, next, onClose }: HandOverDialogProps) {
  const { t } = useLingui();
  const { organisation_name: name } = next;
  const handOver = useApiMutation("post", "/v1/agreements/{agreement_id}/parties/{party_id}/lead", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`${name} est désormais chef de file.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t`Transmettre le rôle de chef de file à ${name} ?`}
      consequences={
        <Trans>
          {name} pourra inviter des organisations, modifier l’accord, le mettre en vigueur et le clore. Votre
          organisation reste partie, sans ces pouvoirs. Seule {name} pourra vous rendre ce rôle.
        </Trans>
      }
      confirmLabel={t`Transmettre le rôle`}
      danger
      pending={handOver.isPending}
      error={handOver.error}
      onConfirm={() => handOver.mutate({ path: { agreement_id: agreement.id, party_id: next.id } })}
    />
  );
}
