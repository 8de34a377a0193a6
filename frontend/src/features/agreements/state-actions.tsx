import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, List } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useLeads } from "@/features/agreements/parties-section";
import type { Agreement, Sending } from "@/features/agreements/words";
import { ConfirmDialog } from "@/ui/dialog";
import { toastDone } from "@/ui/toast";

type StateActionsProps = {
  agreement: Agreement;
  activate: Sending;
  end: Sending;
  /** The link to the form that changes it. */
  edit: ReactNode;
};

/** What its lead can do with the whole agreement: change it, put it in force, close it. */
export function StateActions({ agreement, activate, end, edit }: StateActionsProps) {
  const [dialog, setDialog] = useState<"activate" | "end" | null>(null);
  const close = () => setDialog(null);
  if (!useLeads(agreement)) return null;
  const draft = agreement.state === "draft";
  return (
    <>
      {draft || mayClose(agreement) ? (
        <Button variant="default" onClick={() => setDialog("end")}>
          {draft ? <Trans>Abandonner…</Trans> : <Trans>Clore…</Trans>}
        </Button>
      ) : null}
      {edit}
      {draft ? (
        <Button onClick={() => setDialog("activate")}>
          <Trans>Mettre en vigueur…</Trans>
        </Button>
      ) : null}
      {dialog === "activate" ? (
        <ActivateDialog agreement={agreement} activate={activate} onClose={close} />
      ) : null}
      {dialog === "end" ? <EndDialog agreement={agreement} end={end} onClose={close} /> : null}
    </>
  );
}

const staying = ({ parties }: Agreement) =>
  parties.filter(({ state, role }) => state === "accepted" && role !== "observer").length;

/** Its term is over, or nobody is left to agree with. */
export function mayClose(agreement: Agreement): boolean {
  return agreement.state === "active" && (agreement.term.over || staying(agreement) < 2);
}

type ActivateDialogProps = { agreement: Agreement; activate: Sending; onClose: () => void };

function ActivateDialog({ agreement, activate, onClose }: ActivateDialogProps) {
  const { t } = useLingui();
  const accepted = staying(agreement);
  const invited = agreement.parties.filter(({ state }) => state === "invited").length;
  const needed = agreement.legal_form.minimum_parties;
  const done = () => {
    toastDone(t`L’accord est en vigueur.`);
    onClose();
  };
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t`Mettre cet accord en vigueur ?`}
      consequences={
        <List spacing="xs">
          <List.Item>
            <Plural
              value={accepted}
              one="# partie a accepté et sera engagée"
              other="# parties ont accepté et seront engagées"
            />{" "}
            <Trans>(il en faut au moins {needed}).</Trans>
          </List.Item>
          {invited > 0 ? (
            <List.Item>
              <Plural
                value={invited}
                one="# organisation invitée pourra encore accepter."
                other="# organisations invitées pourront encore accepter."
              />
            </List.Item>
          ) : null}
          <List.Item>
            <Trans>Ensuite, les termes ne changeront plus que par un avenant signé.</Trans>
          </List.Item>
        </List>
      }
      confirmLabel={t`Mettre en vigueur`}
      pending={activate.isPending}
      error={activate.error}
      onConfirm={() => activate.send(undefined, done)}
    />
  );
}

type EndDialogProps = { agreement: Agreement; end: Sending; onClose: () => void };

function EndDialog({ agreement, end, onClose }: EndDialogProps) {
  const { t } = useLingui();
  const draft = agreement.state === "draft";
  const done = () => {
    toastDone(draft ? t`Le projet est abandonné.` : t`L’accord est clos.`);
    onClose();
  };
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={draft ? t`Abandonner ce projet ?` : t`Clore cet accord ?`}
      consequences={
        <Trans>
          Il restera lisible par ses parties, avec ses documents, mais ne changera plus et ne partagera plus
          rien. Cela ne se défait pas.
        </Trans>
      }
      confirmLabel={draft ? t`Abandonner le projet` : t`Clore l’accord`}
      danger
      pending={end.isPending}
      error={end.error}
      onConfirm={() => end.send(undefined, done)}
    />
  );
}
