import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, List, Paper, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useApiMutation, useIdempotencyKey } from "@/api/hooks";
import { isProblem } from "@/api/problem";
import { useCan } from "@/app/session";
import { Gain } from "@/features/settlements/gain";
import { manageSettlements, readings, type Settlement } from "@/features/settlements/words";
import { ConfirmDialog } from "@/ui/dialog";
import { toastDone } from "@/ui/toast";

/** What the lead may do: carry out once everybody accepted, or withdraw. */
export function LeadPanel({ settlement }: { settlement: Settlement }) {
  const { t } = useLingui();
  const mayManage = useCan(manageSettlements);
  const [doing, setDoing] = useState<"carry-out" | "withdraw" | null>(null);
  const { may_withdraw: mayWithdraw, may_carry_out: ready } = settlement;
  const close = () => setDoing(null);
  if (!mayWithdraw && !ready) return null;
  if (!mayManage) {
    return (
      <Text mb="xl" c="dimmed">
        <Trans>
          Votre organisation est chef de file, mais votre mandat ne permet pas d’engager des dépenses :
          réaliser ou retirer revient à votre direction.
        </Trans>
      </Text>
    );
  }
  return (
    <Paper p="lg" mb="xl" component="section" aria-label={t`Conduire la compensation`}>
      <Stack gap="sm">
        <Title order={2}>
          {ready ? <Trans>À vous de la réaliser</Trans> : <Trans>Vous conduisez cette compensation</Trans>}
        </Title>
        <Text>
          {ready ? (
            <Trans>Toutes les organisations qui doivent ont accepté. Rien n’est encore réglé.</Trans>
          ) : (
            <Trans>Vous pourrez la réaliser quand toutes les organisations qui doivent auront accepté.</Trans>
          )}
        </Text>
        <Group>
          {ready ? (
            <Button onClick={() => setDoing("carry-out")}>
              <Trans>Réaliser…</Trans>
            </Button>
          ) : null}
          {mayWithdraw ? (
            <Button variant="default" onClick={() => setDoing("withdraw")}>
              <Trans>Retirer…</Trans>
            </Button>
          ) : null}
        </Group>
      </Stack>
      {doing === "carry-out" ? (
        <CarryOutDialog settlement={settlement} onClose={close} onWithdraw={() => setDoing("withdraw")} />
      ) : null}
      {doing === "withdraw" ? <WithdrawDialog settlement={settlement} onClose={close} /> : null}
    </Paper>
  );
}

type LeadDialogProps = { settlement: Settlement; onClose: () => void };

function CarryOutDialog({ settlement, onClose, onWithdraw }: LeadDialogProps & { onWithdraw: () => void }) {
  const { t } = useLingui();
  const { key: idempotencyKey } = useIdempotencyKey();
  const carryOut = useApiMutation("post", "/v1/settlements/{settlement_id}/carry-out", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`La compensation est réalisée.`);
      onClose();
    },
  });
  const { payments_before: before, payments_after: after } = settlement;
  // What was accepted is no longer what is owed: asking again would be refused again.
  const stale = isProblem(carryOut.error, "settlement_stale");
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t`Réaliser cette compensation ?`}
      consequences={
        <Stack gap="sm">
          {before !== null && after !== null ? (
            <Text>
              <Gain before={before} after={after} />
            </Text>
          ) : null}
          <List spacing="xs">
            <List.Item>
              <Trans>
                Les relevés compensés sont aussitôt réglés, et le livre de comptes en garde l’écriture.
              </Trans>
            </List.Item>
            <List.Item>
              <Trans>
                Il ne reste dû que les virements indiqués : chacun fait le sien à sa banque, Essaim ne déplace
                pas l’argent.
              </Trans>
            </List.Item>
          </List>
          <Text fw={600}>
            <Trans>Une compensation se réalise une seule fois : on ne revient pas en arrière.</Trans>
          </Text>
        </Stack>
      }
      confirmLabel={stale ? t`Retirer cette compensation…` : t`Réaliser la compensation`}
      danger={stale}
      pending={carryOut.isPending}
      error={carryOut.error}
      onConfirm={() =>
        stale ? onWithdraw() : carryOut.mutate({ path: { settlement_id: settlement.id }, idempotencyKey })
      }
    />
  );
}

function WithdrawDialog({ settlement, onClose }: LeadDialogProps) {
  const { t } = useLingui();
  const { key: idempotencyKey } = useIdempotencyKey();
  const withdraw = useApiMutation("post", "/v1/settlements/{settlement_id}/withdraw", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`La compensation est retirée.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t`Retirer cette compensation ?`}
      consequences={
        <Trans>
          Elle s’arrête pour tous, réponses comprises. Ses relevés se paient de nouveau un par un, ou entrent
          dans une autre compensation que vous proposerez.
        </Trans>
      }
      confirmLabel={t`Retirer la compensation`}
      danger
      pending={withdraw.isPending}
      error={withdraw.error}
      onConfirm={() => withdraw.mutate({ path: { settlement_id: settlement.id }, idempotencyKey })}
    />
  );
}
