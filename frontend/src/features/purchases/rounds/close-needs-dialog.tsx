import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { List } from "@mantine/core";
import { useApiMutation, useIdempotencyKey } from "@/api/hooks";
import { type Round, readings } from "@/features/purchases/words";
import { ConfirmDialog } from "@/ui/dialog";
import { toastDone } from "@/ui/toast";
import { DateText } from "@/ui/values";

/** Needs do not change any more; what others read of them is published once, now. */
export function CloseNeedsDialog({ round, onClose }: { round: Round; onClose: () => void }) {
  const { t } = useLingui();
  const { key } = useIdempotencyKey();
  const close = useApiMutation("post", "/v1/purchases/{round_id}/close-needs", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`Le recensement est clos. Les fournisseurs peuvent répondre.`);
      onClose();
    },
  });
  const missing = round.members_count - round.answered_count;
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t`Clore le recensement ?`}
      consequences={
        <List spacing="xs">
          {missing > 0 ? (
            <List.Item>
              <Plural
                value={missing}
                one="# organisation n’a pas répondu : elle n’achètera pas cette fois."
                other="# organisations n’ont pas répondu : elles n’achèteront pas cette fois."
              />
            </List.Item>
          ) : null}
          <List.Item>
            <Trans>Les besoins ne changent plus et le recensement ne se rouvre pas.</Trans>
          </List.Item>
          <List.Item>
            {round.confidentiality === "open" ? (
              <Trans>Le total de chaque article est publié.</Trans>
            ) : (
              <Trans>
                Le total de chaque article est publié une seule fois, et seulement s’il ne révèle les besoins
                de personne.
              </Trans>
            )}
          </List.Item>
          <List.Item>
            <Trans>
              La consultation des fournisseurs commence, jusqu’au <DateText value={round.quotes_until} />.
            </Trans>
          </List.Item>
        </List>
      }
      confirmLabel={t`Clore le recensement`}
      pending={close.isPending}
      error={close.error}
      onConfirm={() => close.mutate({ path: { round_id: round.id }, idempotencyKey: key })}
    />
  );
}
