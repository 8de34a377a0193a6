import { Trans, useLingui } from "@lingui/react/macro";
import { useApiMutation } from "@/api/hooks";
import type { Named } from "@/features/allocations/needs-paste";
import { type CostLine, type Run, readings } from "@/features/allocations/words";
import { ConfirmDialog } from "@/ui/dialog";
import { toastDone } from "@/ui/toast";

type WithdrawProps = { run: Run; line: CostLine; organisation: Named; onClose: () => void };

/** Takes back what was stated; the line then waits for it again. */
export function WithdrawNeed({ run, line, organisation, onClose }: WithdrawProps) {
  const { t } = useLingui();
  const { name } = organisation;
  const withdraw = useApiMutation(
    "delete",
    "/v1/allocations/{allocation_id}/lines/{line_id}/needs/{organisation_id}",
    {
      invalidates: readings,
      onSuccess: () => {
        toastDone(t`La déclaration est retirée.`);
        onClose();
      },
    },
  );
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t`Retirer la déclaration de ${name} ?`}
      consequences={
        <Trans>Les parts ne pourront se calculer qu’une fois ce chiffre déclaré de nouveau.</Trans>
      }
      confirmLabel={t`Retirer la déclaration`}
      danger
      onConfirm={() =>
        withdraw.mutate({
          path: { allocation_id: run.id, line_id: line.id, organisation_id: organisation.id },
        })
      }
      pending={withdraw.isPending}
      error={withdraw.error}
    />
  );
}
