import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, List, Stack } from "@mantine/core";
import { useApiMutation } from "@/api/hooks";
import { MembershipRefusal } from "@/features/networks/membership-refusal";
import { type Membership, readings } from "@/features/networks/words";
import { ConfirmDialog, Dialog } from "@/ui/dialog";
import { toastDone } from "@/ui/toast";
import { DateText } from "@/ui/values";

export type Answer = "confirm" | "decline";

type AnswerDialogProps = { membership: Membership; answer: Answer; onClose: () => void };

/** Confirms or declines what the other side asked, after saying what that changes. */
export function AnswerDialog({ membership, answer, onClose }: AnswerDialogProps) {
  return answer === "confirm" ? (
    <Confirm membership={membership} onClose={onClose} />
  ) : (
    <Decline membership={membership} onClose={onClose} />
  );
}

type Props = Omit<AnswerDialogProps, "answer">;

const pathOf = ({ network_id, id }: Membership) => ({ network_id, membership_id: id });

function Confirm({ membership, onClose }: Props) {
  const { t } = useLingui();
  const { organisation_name: organisation, network_name: network } = membership;
  const confirm = useApiMutation("post", "/v1/networks/{network_id}/memberships/{membership_id}/confirm", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`Adhésion confirmée : ${organisation} est membre (${network}).`);
      onClose();
    },
  });
  return (
    <Dialog opened onClose={onClose} title={t`${organisation} : confirmer l’adhésion à ${network} ?`}>
      <Stack gap="md">
        <Changes membership={membership} />
        <MembershipRefusal error={confirm.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            <Trans>Annuler</Trans>
          </Button>
          <Button
            loading={confirm.isPending}
            onClick={() => confirm.mutate({ path: pathOf(membership) })}
            data-autofocus
          >
            <Trans>Confirmer l’adhésion</Trans>
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

function Changes({ membership }: { membership: Membership }) {
  const { organisation_name: organisation, network_name: network, starts_on, category } = membership;
  return (
    <List spacing="xs">
      <List.Item>
        {category === "member" ? (
          <Trans>
            À partir du <DateText value={starts_on} />, {organisation} reçoit les avantages que donne{" "}
            {network} et ceux qu’il transmet d’autres réseaux.
          </Trans>
        ) : (
          <Trans>
            À partir du <DateText value={starts_on} />, {organisation} reçoit les avantages que {network}{" "}
            ouvre aux associés.
          </Trans>
        )}
      </List.Item>
      <WhatBecomesVisible />
      <List.Item>
        <Trans>Aucun compte, budget ni document n’est partagé du seul fait de l’adhésion.</Trans>
      </List.Item>
    </List>
  );
}

/** What a membership shows, and to whom: said before it is asked and before it is confirmed. */
export function WhatBecomesVisible() {
  return (
    <>
      <List.Item>
        <Trans>
          L’adhésion confirmée devient publique : toute personne connectée voit l’organisation parmi les
          membres du réseau, avec les dates.
        </Trans>
      </List.Item>
      <List.Item>
        <Trans>
          La cotisation n’est montrée qu’aux deux parties, à celle qui la paie et, si c’est un réseau qui
          adhère, à ses adhérents.
        </Trans>
      </List.Item>
    </>
  );
}

function Decline({ membership, onClose }: Props) {
  const { t } = useLingui();
  const { organisation_name: organisation, network_name: network } = membership;
  const other = membership.my_side === "network" ? organisation : network;
  const decline = useApiMutation("post", "/v1/networks/{network_id}/memberships/{membership_id}/decline", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`La demande est déclinée.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t`${other} : décliner la demande ?`}
      consequences={
        <Trans>
          {other} verra que vous avez décliné ; personne d’autre n’en saura rien. Une nouvelle demande reste
          possible.
        </Trans>
      }
      confirmLabel={t`Décliner`}
      danger
      pending={decline.isPending}
      error={decline.error}
      onConfirm={() => decline.mutate({ path: pathOf(membership) })}
    />
  );
}
