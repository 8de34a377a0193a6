import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Text } from "@mantine/core";
import { useState } from "react";
import { useApiMutation, useIdempotencyKey } from "@/api/hooks";
import { useCan } from "@/app/session";
import { CloseDialog } from "@/features/funds/close-dialog";
import { EditProjectDialog } from "@/features/funds/edit-project-dialog";
import { AskVoteButton } from "@/features/funds/links";
import { mayBePutToVote } from "@/features/funds/story";
import { applyToFunds, type Fund, type Project, readings, spendFunds } from "@/features/funds/words";
import { ConfirmDialog } from "@/ui/dialog";
import { toastDone } from "@/ui/toast";
import { Money } from "@/ui/values";

type Window = "edit" | "submit" | "withdraw" | "commit" | "close";

/** What may be done now with a project, by whom one acts for. */
export function ProjectActions({ project, fund }: { project: Project; fund: Fund }) {
  const [shown, setShown] = useState<Window | null>(null);
  const may = useWhatMayBeDone(project, fund);
  const close = () => setShown(null);
  if (!fund.takes_part) return null;
  return (
    <>
      {may.withdraw ? (
        <Button variant="default" c="var(--mantine-color-error)" onClick={() => setShown("withdraw")}>
          <Trans>Retirer le projet</Trans>
        </Button>
      ) : null}
      {may.edit ? (
        <>
          <Button variant="default" onClick={() => setShown("edit")}>
            <Trans>Modifier</Trans>
          </Button>
          <Button onClick={() => setShown("submit")}>
            <Trans>Présenter aux membres</Trans>
          </Button>
        </>
      ) : null}
      {mayBePutToVote(project) ? <AskVoteButton project={project} variant="filled" /> : null}
      {may.commit ? (
        <Button onClick={() => setShown("commit")}>
          <Trans>Engager l’argent</Trans>
        </Button>
      ) : null}
      {may.close ? (
        <Button variant="default" onClick={() => setShown("close")}>
          <Trans>Clore le projet</Trans>
        </Button>
      ) : null}
      {may.lacksMandate ? (
        <Text size="sm" c="dimmed" maw="16rem">
          <Trans>Votre mandat ne permet pas d’engager ni de clore : il y faut le pouvoir de dépenser.</Trans>
        </Text>
      ) : null}
      {shown === "edit" ? <EditProjectDialog fund={fund} project={project} onClose={close} /> : null}
      {shown === "submit" ? <SubmitDialog project={project} onClose={close} /> : null}
      {shown === "withdraw" ? <WithdrawProjectDialog project={project} onClose={close} /> : null}
      {shown === "commit" ? <CommitDialog project={project} fund={fund} onClose={close} /> : null}
      {shown === "close" ? <CloseDialog project={project} fund={fund} onClose={close} /> : null}
    </>
  );
}

function useWhatMayBeDone({ state, is_mine, decision }: Project, { leads }: Fund) {
  const mayApply = useCan(applyToFunds);
  const maySpend = useCan(spendFunds);
  const voted = decision?.state === "convened" || decision?.state === "open";
  const waits = state === "draft" || state === "submitted" || state === "conditional";
  const kept = leads && (state === "conditional" || state === "committed");
  return {
    edit: is_mine && mayApply && state === "draft",
    withdraw: is_mine && mayApply && waits && !voted,
    commit: kept && maySpend && state === "conditional",
    close: kept && maySpend && state === "committed",
    lacksMandate: kept && !maySpend,
  };
}

type DialogProps = { project: Project; onClose: () => void };

const pathOf = ({ fund_id, id }: Project) => ({ fund_id, project_id: id });

function SubmitDialog({ project, onClose }: DialogProps) {
  const { t } = useLingui();
  const { key } = useIdempotencyKey();
  const submit = useApiMutation("post", "/v1/funds/{fund_id}/projects/{project_id}/submit", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`Le projet est présenté aux membres.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t`Présenter ce projet aux membres ?`}
      consequences={
        <Trans>
          Tous les membres liront le projet et les <Money cents={project.amount_cents} /> demandés. Il ne se
          modifie plus : pour le corriger, il faudra le retirer et en présenter un autre. Il sera ensuite
          soumis à leur vote.
        </Trans>
      }
      confirmLabel={t`Présenter le projet`}
      pending={submit.isPending}
      error={submit.error}
      onConfirm={() => submit.mutate({ path: pathOf(project), idempotencyKey: key })}
    />
  );
}

function WithdrawProjectDialog({ project, onClose }: DialogProps) {
  const { t } = useLingui();
  const { key } = useIdempotencyKey();
  const withdraw = useApiMutation("post", "/v1/funds/{fund_id}/projects/{project_id}/withdraw", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`Le projet est retiré.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t`Retirer ce projet ?`}
      consequences={
        project.state === "draft" ? (
          <Trans>Le projet reste dans votre liste, retiré : il ne pourra plus être présenté.</Trans>
        ) : (
          <Trans>
            Les membres verront que vous l’avez retiré. On ne peut pas revenir en arrière, mais un autre
            projet peut être présenté.
          </Trans>
        )
      }
      confirmLabel={t`Retirer le projet`}
      danger
      pending={withdraw.isPending}
      error={withdraw.error}
      onConfirm={() => withdraw.mutate({ path: pathOf(project), idempotencyKey: key })}
    />
  );
}

function CommitDialog({ project, fund, onClose }: DialogProps & { fund: Fund }) {
  const { t } = useLingui();
  const { key } = useIdempotencyKey();
  const commit = useApiMutation("post", "/v1/funds/{fund_id}/projects/{project_id}/commit", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`L’argent est mis de côté pour le projet.`);
      onClose();
    },
  });
  const { cents } = fund.figures.available;
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t`Engager l’argent de ce projet ?`}
      consequences={
        <>
          <Trans>
            <Money cents={project.amount_cents} /> sont mis de côté pour ce projet, comme les membres l’ont
            voté.
          </Trans>{" "}
          {cents === null ? null : cents < project.amount_cents ? (
            <Trans>
              Le fonds n’a que <Money cents={cents} /> disponibles : cela sera refusé tant qu’il en manque.
            </Trans>
          ) : (
            <Trans>
              Il restera <Money cents={cents - project.amount_cents} /> disponibles.
            </Trans>
          )}
        </>
      }
      confirmLabel={t`Engager l’argent`}
      pending={commit.isPending}
      error={commit.error}
      onConfirm={() => commit.mutate({ path: pathOf(project), idempotencyKey: key })}
    />
  );
}
