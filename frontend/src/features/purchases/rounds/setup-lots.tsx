import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Paper, Stack, Text } from "@mantine/core";
import { IconPackages, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useApiMutation } from "@/api/hooks";
import { LotDialog } from "@/features/purchases/rounds/lot-dialog";
import { ItemNames } from "@/features/purchases/rounds/lots-section";
import classes from "@/features/purchases/rounds/rounds.module.css";
import { type Lot, type Round, readings } from "@/features/purchases/words";
import { ConfirmDialog } from "@/ui/dialog";
import { Section } from "@/ui/page";
import { EmptyState } from "@/ui/states";
import { toastDone } from "@/ui/toast";

/** The lots of a draft: what one supplier provides whole, each with its items. */
export function LotsEditor({ round }: { round: Round }) {
  const { t } = useLingui();
  const [editing, setEditing] = useState<Lot | "new" | null>(null);
  const [removing, setRemoving] = useState<Lot | null>(null);
  const add = (
    <Button
      variant={round.lots.length === 0 ? "filled" : "default"}
      leftSection={<IconPlus size={18} aria-hidden="true" />}
      onClick={() => setEditing("new")}
    >
      <Trans>Ajouter un lot</Trans>
    </Button>
  );
  return (
    <Section title={t`Lots et articles`} actions={round.lots.length > 0 ? add : null}>
      {round.lots.length === 0 ? (
        <EmptyState icon={IconPackages} title={t`Aucun lot encore`} action={add}>
          <Trans>
            Un lot est ce qu’un même fournisseur livre en entier : « Gants », par exemple, avec un article par
            taille. Les besoins et les prix se donnent article par article.
          </Trans>
        </EmptyState>
      ) : (
        <ul className={classes.plain} aria-label={t`Lots`}>
          {round.lots.map((lot) => (
            <LotLine
              key={lot.id}
              lot={lot}
              onEdit={() => setEditing(lot)}
              onRemove={() => setRemoving(lot)}
            />
          ))}
        </ul>
      )}
      {editing ? (
        <LotDialog
          roundId={round.id}
          lot={editing === "new" ? undefined : editing}
          onClose={() => setEditing(null)}
        />
      ) : null}
      {removing ? <RemoveLot lot={removing} onClose={() => setRemoving(null)} /> : null}
    </Section>
  );
}

type LotLineProps = { lot: Lot; onEdit: () => void; onRemove: () => void };

function LotLine({ lot, onEdit, onRemove }: LotLineProps) {
  const { t } = useLingui();
  const { position, name } = lot;
  return (
    <Paper component="li" p="md">
      <div className={classes.apart}>
        <Stack gap={4} miw={0}>
          <Text fw={650}>
            <Trans>
              Lot {position} : {name}
            </Trans>
          </Text>
          {lot.description ? (
            <Text size="sm" c="dimmed">
              {lot.description}
            </Text>
          ) : null}
          <Text>
            <ItemNames lot={lot} />
          </Text>
        </Stack>
        <Group gap="xs">
          <Button variant="default" size="xs" onClick={onEdit} aria-label={t`Modifier le lot ${name}`}>
            <Trans>Modifier</Trans>
          </Button>
          <Button
            variant="subtle"
            color="red"
            size="xs"
            onClick={onRemove}
            aria-label={t`Retirer le lot ${name}`}
          >
            <Trans>Retirer</Trans>
          </Button>
        </Group>
      </div>
    </Paper>
  );
}

function RemoveLot({ lot, onClose }: { lot: Lot; onClose: () => void }) {
  const { t } = useLingui();
  const { name } = lot;
  const remove = useApiMutation("delete", "/v1/purchases/{round_id}/lots/{lot_id}", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`Le lot est retiré.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t`Retirer le lot « ${name} » ?`}
      consequences={<Trans>Ses articles sont retirés avec lui. Personne ne l’a encore lu.</Trans>}
      confirmLabel={t`Retirer le lot`}
      danger
      pending={remove.isPending}
      error={remove.error}
      onConfirm={() =>
        remove.mutate({ path: { round_id: lot.round_id, lot_id: lot.id }, version: lot.version })
      }
    />
  );
}
