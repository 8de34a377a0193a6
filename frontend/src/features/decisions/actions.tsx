import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { IconBellRinging, IconDoorEnter, IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import { useApiMutation } from "@/api/hooks";
import { useCan } from "@/app/session";
import { ConveneDialog } from "@/features/decisions/convene-dialog";
import { EditDialog } from "@/features/decisions/edit-dialog";
import { castVotes, convene, type Decision, propose, readings } from "@/features/decisions/words";
import { ConfirmDialog } from "@/ui/dialog";
import { toastDone } from "@/ui/toast";

type Asked = "convene" | "edit" | "open" | "close" | "withdraw";

/** What one’s organisation may do with a question besides voting on it. */
export function DecisionActions({ decision }: { decision: Decision }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const mayPropose = useCan(propose);
  const mayConvene = useCan(convene);
  const mayVote = useCan(castVotes);
  const { mine } = decision;
  const close = () => setAsked(null);
  return (
    <>
      {mayPropose && mine.may_withdraw ? (
        <Button variant="default" c="var(--mantine-color-error)" onClick={() => setAsked("withdraw")}>
          <Trans>Retirer la question…</Trans>
        </Button>
      ) : null}
      {mayPropose && mine.may_change ? (
        <Button
          variant="default"
          leftSection={<IconPencil size={18} aria-hidden="true" />}
          onClick={() => setAsked("edit")}
        >
          <Trans>Modifier</Trans>
        </Button>
      ) : null}
      {mayVote && mine.may_open ? (
        <Button
          variant="default"
          leftSection={<IconDoorEnter size={18} aria-hidden="true" />}
          onClick={() => setAsked("open")}
        >
          <Trans>Ouvrir le vote…</Trans>
        </Button>
      ) : null}
      {mayVote && mine.may_close ? (
        <Button onClick={() => setAsked("close")}>
          <Trans>Clore et compter…</Trans>
        </Button>
      ) : null}
      {mayConvene && mine.may_convene ? (
        <Button
          leftSection={<IconBellRinging size={18} aria-hidden="true" />}
          onClick={() => setAsked("convene")}
        >
          <Trans>Convoquer les membres…</Trans>
        </Button>
      ) : null}
      {asked === "convene" ? <ConveneDialog decision={decision} onClose={close} /> : null}
      {asked === "edit" ? <EditDialog decision={decision} onClose={close} /> : null}
      {asked === "open" ? <OpenDialog id={decision.id} onClose={close} /> : null}
      {asked === "close" ? <CloseDialog id={decision.id} onClose={close} /> : null}
      {asked === "withdraw" ? <WithdrawDialog decision={decision} onClose={close} /> : null}
    </>
  );
}

type DialogProps = { id: string; onClose: () => void };

function OpenDialog({ id, onClose }: DialogProps) {
  const { t } = useLingui();
  const open = useApiMutation("post", "/v1/decisions/{decision_id}/open", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`Le vote est ouvert.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t`Ouvrir le vote ?`}
      consequences={
        <Trans>
          La liste des votants et la règle de vote sont arrêtées à cet instant. Le premier bulletin
          l’ouvrirait aussi : rien ne vous y oblige.
        </Trans>
      }
      confirmLabel={t`Ouvrir le vote`}
      onConfirm={() => open.mutate({ path: { decision_id: id } })}
      pending={open.isPending}
      error={open.error}
    />
  );
}

function CloseDialog({ id, onClose }: DialogProps) {
  const { t } = useLingui();
  const close = useApiMutation("post", "/v1/decisions/{decision_id}/close", {
    invalidates: readings,
    onSuccess: ({ result }) => {
      toastDone(result ?? t`Le vote est clos.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t`Clore et compter le vote ?`}
      consequences={
        <Trans>
          Plus aucun bulletin n’est reçu. Le résultat est compté, appliqué s’il est favorable, et le
          procès-verbal rejoint les documents de l’accord. Cela ne se reprend pas.
        </Trans>
      }
      confirmLabel={t`Clore et compter`}
      onConfirm={() => close.mutate({ path: { decision_id: id } })}
      pending={close.isPending}
      error={close.error}
    />
  );
}

function WithdrawDialog({ decision, onClose }: { decision: Decision; onClose: () => void }) {
  const { t } = useLingui();
  const withdraw = useApiMutation("post", "/v1/decisions/{decision_id}/withdraw", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`La question est retirée.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t`Retirer la question ?`}
      consequences={
        decision.state === "convened" ? (
          <Trans>
            Le vote prévu n’aura pas lieu. Les membres convoqués liront que la question a été retirée.
          </Trans>
        ) : (
          <Trans>Elle ne sera pas mise au vote. Vous pourrez en proposer une autre.</Trans>
        )
      }
      confirmLabel={t`Retirer la question`}
      danger
      onConfirm={() => withdraw.mutate({ path: { decision_id: decision.id } })}
      pending={withdraw.isPending}
      error={withdraw.error}
    />
  );
}
