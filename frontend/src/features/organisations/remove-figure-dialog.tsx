import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { useApiMutation } from "@/api/hooks";
import { figureWords, formatFigure } from "@/features/organisations/figures";
import type { Figure, Organisation } from "@/features/organisations/words";
import { ConfirmDialog } from "@/ui/dialog";
import { toastDone } from "@/ui/toast";
import { DateText } from "@/ui/values";

type RemoveFigureDialogProps = { organisation: Organisation; figure: Figure; onClose: () => void };

/** Removes a figure stated by mistake. */
export function RemoveFigureDialog({ organisation, figure, onClose }: RemoveFigureDialogProps) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const { kind, valid_on, value, version } = figure;
  const remove = useApiMutation("delete", "/v1/organisations/{organisation_id}/figures/{kind}/{valid_on}", {
    invalidates: ["/v1/organisations"],
    onSuccess: () => {
      toastDone(t`Le chiffre est supprimé.`);
      onClose();
    },
  });
  const name = i18n._(figureWords[kind].name);
  const amount = formatFigure(kind, value, i18n.locale);
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t`Supprimer ce chiffre ?`}
      consequences={
        <Trans>
          {name} : {amount} au <DateText value={valid_on} />. Ce chiffre ne servira plus à aucun calcul à
          venir. S’il a seulement changé, indiquez plutôt la nouvelle valeur à sa date.
        </Trans>
      }
      confirmLabel={t`Supprimer`}
      danger
      pending={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate({ path: { organisation_id: organisation.id, kind, valid_on }, version })}
    />
  );
}
