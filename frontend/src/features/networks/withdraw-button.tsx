import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useState } from "react";
import { useApiMutation } from "@/api/hooks";
import { type Membership, readings } from "@/features/networks/words";
import { ConfirmDialog } from "@/ui/dialog";
import { toastDone } from "@/ui/toast";

/** Takes back what my organisation asked, before the other side answers. */
export function WithdrawButton({ membership, size = "sm" }: { membership: Membership; size?: "xs" | "sm" }) {
  const { t } = useLingui();
  const [asking, setAsking] = useState(false);
  const { network_id, id, my_side: side, network_name, organisation_name } = membership;
  const other = side === "network" ? organisation_name : network_name;
  const withdraw = useApiMutation("post", "/v1/networks/{network_id}/memberships/{membership_id}/withdraw", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`Votre demande à ${other} est retirée.`);
      setAsking(false);
    },
  });
  return (
    <div>
      <Button
        variant="default"
        size={size}
        aria-label={t`Retirer la demande faite à ${other}`}
        onClick={() => setAsking(true)}
      >
        <Trans>Retirer la demande</Trans>
      </Button>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t`Retirer votre demande à ${other} ?`}
        consequences={
          <Trans>
            {other} ne pourra plus y répondre. Vous pourrez en faire une autre quand vous le voudrez.
          </Trans>
        }
        confirmLabel={t`Retirer la demande`}
        pending={withdraw.isPending}
        error={withdraw.error}
        onConfirm={() => withdraw.mutate({ path: { network_id, membership_id: id } })}
      />
    </div>
  );
}
