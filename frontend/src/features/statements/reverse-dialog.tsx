import { Trans, useLingui } from "@lingui/react/macro";
import { useIntention } from "@/features/statements/intention";
import { ReasonDialog } from "@/features/statements/reason-dialog";
import { type Payment, readings, type Statement } from "@/features/statements/words";
import { toastDone } from "@/ui/toast";
import { Money } from "@/ui/values";

type ReverseDialogProps = { statement: Statement; payment: Payment; onClose: () => void };

/** Takes back a payment noted by mistake, or returned by the bank. */
export function ReverseDialog({ statement, payment, onClose }: ReverseDialogProps) {
  const { t } = useLingui();
  const reverse = useIntention("post", "/v1/statements/{statement_id}/payments/{payment_id}/reverse", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`Le paiement est annulé : la somme est de nouveau à régler.`);
      onClose();
    },
  });
  const cents = payment.cents;
  return (
    <ReasonDialog
      title={t`Annuler ce paiement ?`}
      consequences={
        payment.method === "offset" ? (
          <Trans>
            L’imputation est annulée sur les deux relevés à la fois : <Money cents={cents} /> redeviennent à
            régler sur l’appel, et disponibles sur l’avoir. Rien ne s’efface : les écritures et la raison
            restent.
          </Trans>
        ) : (
          <Trans>
            <Money cents={cents} /> redeviennent à régler sur ce relevé. Une écriture contraire est passée au
            livre de comptes ; rien ne s’efface, et la raison reste lisible.
          </Trans>
        )
      }
      example={t`Exemple : chèque sans provision, virement rejeté, montant mal saisi.`}
      keepLabel={t`Garder ce paiement`}
      confirmLabel={t`Annuler le paiement`}
      intention={reverse}
      onConfirm={(reason) =>
        reverse.send({ path: { statement_id: statement.id, payment_id: payment.id }, body: { reason } })
      }
      onClose={onClose}
    />
  );
}
