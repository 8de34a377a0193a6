import { Trans, useLingui } from "@lingui/react/macro";
import { useApiMutation } from "@/api/hooks";
import { useMe } from "@/app/session";
import type { Member } from "@/features/identity/words";
import { ConfirmDialog } from "@/ui/dialog";
import { toastDone } from "@/ui/toast";

/** Ends a mandate today, after saying what that changes. */
export function EndMandateDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const { t } = useLingui();
  const { person } = useMe();
  const { name } = member;
  const end = useApiMutation("delete", "/v1/identity/members/{mandate_id}", {
    invalidates: ["/v1/identity/"],
    onSuccess: () => {
      toastDone(t`Le mandat de ${name} a pris fin.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t`Mettre fin au mandat de ${name} ?`}
      consequences={
        member.person_id === person.id ? (
          <Trans>
            C’est votre propre mandat : vous ne pourrez plus rien voir ni faire pour cette organisation dès
            maintenant. Ce que vous avez réservé et signé en son nom demeure.
          </Trans>
        ) : (
          <Trans>
            {name} ne pourra plus rien voir ni faire pour votre organisation dès aujourd’hui. Ce que cette
            personne a réservé et signé en son nom demeure. Son compte et ses autres mandats ne changent pas.
          </Trans>
        )
      }
      confirmLabel={t`Mettre fin au mandat`}
      danger
      pending={end.isPending}
      error={end.error}
      onConfirm={() => end.mutate({ path: { mandate_id: member.mandate_id }, version: member.version })}
    />
  );
}
