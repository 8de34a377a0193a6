import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Paper, Select, Stack, Text } from "@mantine/core";
import { IconShare3 } from "@tabler/icons-react";
import { useState } from "react";
import { useApiInfinite, useApiMutation } from "@/api/hooks";
import classes from "@/features/resources/resources.module.css";
import { useSharingChoices } from "@/features/resources/sharing";
import type { Resource, Share } from "@/features/resources/words";
import { ConfirmDialog, Dialog, Refusal } from "@/ui/dialog";
import { LoadMore } from "@/ui/load-more";
import { Section } from "@/ui/page";
import { Loaded } from "@/ui/states";
import { StatusBadge } from "@/ui/status-badge";
import { toastDone } from "@/ui/toast";
import { DateText } from "@/ui/values";

/** With whom a resource is shared; the steward adds and ends shares. */
export function ResourceShares({ resource, mayManage }: { resource: Resource; mayManage: boolean }) {
  const { t } = useLingui();
  const shares = useApiInfinite("/v1/resources/{resource_id}/shares", { path: { resource_id: resource.id } });
  const [adding, setAdding] = useState(false);
  const [ended, setEnded] = useState<Share | null>(null);
  return (
    <Section
      title={t`Partagée avec`}
      actions={
        mayManage ? (
          <Button
            variant="default"
            size="sm"
            leftSection={<IconShare3 size={18} aria-hidden="true" />}
            onClick={() => setAdding(true)}
          >
            <Trans>Partager</Trans>
          </Button>
        ) : null
      }
    >
      <Loaded query={shares} lines={2}>
        {(items) => (
          <ShareList shares={items} isMine={resource.is_mine} {...(mayManage ? { onEnd: setEnded } : {})} />
        )}
      </Loaded>
      <LoadMore query={shares} />
      {adding ? <ShareDialog resource={resource} onClose={() => setAdding(false)} /> : null}
      {ended ? <EndShareDialog resource={resource} share={ended} onClose={() => setEnded(null)} /> : null}
    </Section>
  );
}

type ShareListProps = { shares: Share[]; isMine: boolean; onEnd?: (share: Share) => void };

function ShareList({ shares, isMine, onEnd }: ShareListProps) {
  const { t } = useLingui();
  if (shares.length === 0) {
    return (
      <Text c="dimmed">
        {isMine ? (
          <Trans>
            Personne d’autre ne la voit pour l’instant. Partagez-la avec une mutualisation, un partenariat ou
            un réseau pour qu’on puisse la réserver.
          </Trans>
        ) : (
          <Trans>Aucun partage ne vous concerne.</Trans>
        )}
      </Text>
    );
  }
  return (
    <Stack component="ul" gap="xs" className={classes.shares ?? ""}>
      {shares.map((share) => (
        <Paper component="li" key={share.id} p="sm">
          <Group justify="space-between" gap="sm">
            <div>
              <Text fw={600}>{share.name}</Text>
              <Text size="sm" c="dimmed">
                <Trans>
                  Depuis le <DateText value={share.starts_on} />
                </Trans>
              </Text>
            </div>
            <Group gap="sm">
              <StatusBadge tone="shared">
                {share.target === "network" ? <Trans>Réseau</Trans> : <Trans>Convention</Trans>}
              </StatusBadge>
              {onEnd ? (
                <Button
                  variant="default"
                  size="xs"
                  aria-label={t`Ne plus partager avec ${share.name}`}
                  onClick={() => onEnd(share)}
                >
                  <Trans>Ne plus partager</Trans>
                </Button>
              ) : null}
            </Group>
          </Group>
        </Paper>
      ))}
    </Stack>
  );
}

type ShareDialogProps = { resource: Resource; onClose: () => void };

function ShareDialog({ resource, onClose }: ShareDialogProps) {
  const { t } = useLingui();
  const { groups, loading } = useSharingChoices();
  const [target, setTarget] = useState<string | null>(null);
  const share = useApiMutation("post", "/v1/resources/{resource_id}/shares", {
    invalidates: ["/v1/resources"],
    onSuccess: ({ name }) => {
      toastDone(t`La ressource est partagée avec ${name}.`);
      onClose();
    },
  });
  const [kind, id] = target?.split(":") ?? [];
  const send = () => {
    if (!id) return;
    share.mutate({
      path: { resource_id: resource.id },
      body: kind === "network" ? { network_id: id } : { agreement_id: id },
    });
  };
  return (
    <Dialog opened onClose={onClose} title={t`Partager ${resource.name}`}>
      <Stack gap="md">
        {share.error ? <Refusal error={share.error} /> : null}
        {!loading && groups.length === 0 ? (
          <Text>
            <Trans>
              Votre organisation n’a ni mutualisation active, ni partenariat actif, ni réseau. Commencez par
              là : une ressource se partage avec eux.
            </Trans>
          </Text>
        ) : (
          <Select
            label={t`Avec qui`}
            description={t`Une mutualisation, un partenariat actif ou un réseau dont vous êtes membre.`}
            placeholder={t`Choisir`}
            data={groups}
            value={target}
            onChange={setTarget}
            searchable
            nothingFoundMessage={t`Aucun ne correspond`}
          />
        )}
        <Text c="dimmed">
          <Trans>
            Toutes les organisations qui en font partie pourront voir la ressource et ses créneaux libres, et
            la réserver. Elles ne verront ni qui l’a réservée, ni pourquoi.
          </Trans>
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            <Trans>Annuler</Trans>
          </Button>
          <Button loading={share.isPending} disabled={!id} onClick={send}>
            <Trans>Partager</Trans>
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

type EndShareDialogProps = ShareDialogProps & { share: Share };

function EndShareDialog({ resource, share, onClose }: EndShareDialogProps) {
  const { t } = useLingui();
  const { name } = share;
  const end = useApiMutation("delete", "/v1/resources/{resource_id}/shares/{share_id}", {
    invalidates: ["/v1/resources"],
    onSuccess: () => {
      toastDone(t`La ressource n’est plus partagée avec ${name}.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t`Ne plus partager avec ${name} ?`}
      consequences={
        <Trans>
          Ses organisations ne pourront plus la réserver par ce partage. Les réservations déjà faites gardent
          leur créneau.
        </Trans>
      }
      confirmLabel={t`Ne plus partager`}
      danger
      pending={end.isPending}
      error={end.error}
      onConfirm={() => end.mutate({ path: { resource_id: resource.id, share_id: share.id } })}
    />
  );
}
