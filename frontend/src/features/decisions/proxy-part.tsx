import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Select, Stack, Text } from "@mantine/core";
import { IconArrowForwardUp } from "@tabler/icons-react";
import { useState } from "react";
import { useApiMutation, useIdempotencyKey } from "@/api/hooks";
import { useCan, useMe } from "@/app/session";
import { castVotes, type Decision, readings } from "@/features/decisions/words";
import { ConfirmDialog, Dialog, Refusal } from "@/ui/dialog";
import { toastDone } from "@/ui/toast";

/** Let another organisation vote in one’s place, or vote oneself after all. */
export function ProxyPart({ decision }: { decision: Decision }) {
  const mayVote = useCan(castVotes);
  const [open, setOpen] = useState<"give" | "revoke" | null>(null);
  const { mine } = decision;
  const given = mine.proxy_given;
  const close = () => setOpen(null);
  if (!mayVote) return null;
  return (
    <>
      {mine.may_give_proxy ? (
        <Group gap="sm">
          <Text size="sm" c="dimmed">
            <Trans>Vous ne pourrez pas voter ?</Trans>
          </Text>
          <Button
            variant="default"
            leftSection={<IconArrowForwardUp size={18} aria-hidden="true" />}
            onClick={() => setOpen("give")}
          >
            <Trans>Donner procuration…</Trans>
          </Button>
        </Group>
      ) : null}
      {given && !given.voted ? (
        <Group>
          <Button variant="default" onClick={() => setOpen("revoke")}>
            <Trans>Retirer la procuration…</Trans>
          </Button>
        </Group>
      ) : null}
      {open === "give" ? <GiveProxyDialog decision={decision} onClose={close} /> : null}
      {open === "revoke" && given ? (
        <RevokeDialog
          decisionId={decision.id}
          proxyId={given.id}
          holder={given.holder.name}
          onClose={close}
        />
      ) : null}
    </>
  );
}

/** Organisations that vote here, those that can hold no more proxy told apart. */
export function holdersOf({ electorate, proxy_limit: limit }: Decision, me: string | undefined) {
  const held = new Map<string, number>();
  for (const { proxy_to: holder } of electorate) {
    if (holder) held.set(holder.id, (held.get(holder.id) ?? 0) + 1);
  }
  return electorate
    .filter(({ organisation }) => organisation.id !== me)
    .map(({ organisation, proxy_to: gaveItsOwn }) => ({
      ...organisation,
      why: gaveItsOwn
        ? ("gave" as const)
        : (held.get(organisation.id) ?? 0) >= limit
          ? ("full" as const)
          : null,
    }));
}

function GiveProxyDialog({ decision, onClose }: { decision: Decision; onClose: () => void }) {
  const { t } = useLingui();
  const { key, renew } = useIdempotencyKey();
  const [holder, setHolder] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const me = useMe().acting_for?.organisation_id;
  const holders = holdersOf(decision, me);
  const name = holders.find(({ id }) => id === holder)?.name ?? "";
  const give = useApiMutation("post", "/v1/decisions/{decision_id}/proxies", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`${name} votera pour votre organisation.`);
      onClose();
    },
  });
  const whys = { gave: t`a donné la sienne`, full: t`tient déjà toutes les procurations permises` };
  const choose = (id: string | null) => {
    setHolder(id);
    setMissing(false);
    if (give.error) {
      give.reset();
      renew();
    }
  };
  const send = () => {
    if (holder === null) return setMissing(true);
    give.mutate({
      path: { decision_id: decision.id },
      body: { holder_id: holder },
      idempotencyKey: key,
    });
  };
  return (
    <Dialog opened onClose={onClose} title={t`Donner procuration`}>
      <Stack gap="md">
        {give.error ? <Refusal error={give.error} /> : null}
        <Text>
          <Trans>
            L’organisation choisie votera pour la vôtre, comme elle l’entend. Vous pourrez retirer la
            procuration tant qu’elle n’a pas voté avec ; ensuite, ce vote est définitif.
          </Trans>
        </Text>
        <Select
          label={t`Organisation qui votera pour la vôtre`}
          placeholder={t`Choisissez dans la liste`}
          searchable
          data={holders.map(({ id, name: label, why }) => ({
            value: id,
            label: why ? `${label} (${whys[why]})` : label,
            disabled: why !== null,
          }))}
          nothingFoundMessage={t`Aucun votant ne porte ce nom.`}
          value={holder}
          onChange={choose}
          error={missing ? t`Choisissez une organisation.` : null}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            <Trans>Annuler</Trans>
          </Button>
          <Button loading={give.isPending} onClick={send}>
            <Trans>Donner procuration</Trans>
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

type RevokeDialogProps = { decisionId: string; proxyId: string; holder: string; onClose: () => void };

function RevokeDialog({ decisionId, proxyId, holder, onClose }: RevokeDialogProps) {
  const { t } = useLingui();
  const revoke = useApiMutation("post", "/v1/decisions/{decision_id}/proxies/{proxy_id}/revoke", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`La procuration est retirée.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t`Retirer la procuration ?`}
      consequences={<Trans>{holder} ne votera plus pour votre organisation : vous voterez vous-même.</Trans>}
      confirmLabel={t`Retirer la procuration`}
      onConfirm={() => revoke.mutate({ path: { decision_id: decisionId, proxy_id: proxyId } })}
      pending={revoke.isPending}
      error={revoke.error}
    />
  );
}
