import { Trans, useLingui } from "@lingui/react/macro";
import { List, Stack, Text } from "@mantine/core";
import { useApiMutation, useIdempotencyKey } from "@/api/hooks";
import { type Exit, outOfDate } from "@/features/exits/words";
import { ConfirmDialog } from "@/ui/dialog";
import { toastDone } from "@/ui/toast";
import { DateText, Money } from "@/ui/values";

/** What settling decides, amount by amount, before it is decided for good. */
export function SettleDialog({ exit, onClose }: { exit: Exit; onClose: () => void }) {
  const { t } = useLingui();
  const { key } = useIdempotencyKey();
  const { organisation_name: name } = exit;
  const settle = useApiMutation("post", "/v1/exits/{party_id}/settle", {
    invalidates: outOfDate,
    onSuccess: () => {
      toastDone(t`Le départ est soldé.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t`${name} : solder ce départ ?`}
      consequences={<Consequences exit={exit} />}
      confirmLabel={t`Solder ce départ`}
      pending={settle.isPending}
      error={settle.error}
      onConfirm={() => settle.mutate({ path: { party_id: exit.party_id }, idempotencyKey: key })}
    />
  );
}

function Consequences({ exit }: { exit: Exit }) {
  const { planned } = exit;
  if (!planned) return null;
  return (
    <Stack gap="sm">
      <List spacing="xs">
        {planned.repaid_cents > 0 ? (
          <List.Item>
            <Trans>
              <strong>
                <Money cents={planned.repaid_cents} />
              </strong>{" "}
              quittent le fonds et lui sont dus :
            </Trans>
            <List withPadding spacing={2} mt={4}>
              {planned.instalments.map(({ number, due_on: dueOn, amount_cents: cents }) => (
                <List.Item key={number}>
                  <Trans>
                    <Money cents={cents} /> au plus tard le <DateText value={dueOn} />
                  </Trans>
                </List.Item>
              ))}
            </List>
          </List.Item>
        ) : (
          <List.Item>
            <Trans>Rien ne lui est rendu.</Trans>
          </List.Item>
        )}
        {planned.kept_cents > 0 ? (
          <List.Item>
            <Trans>
              <Money cents={planned.kept_cents} /> de ses apports restent au pot commun.
            </Trans>
          </List.Item>
        ) : null}
        <List.Item>
          {planned.owed_cents > 0 ? (
            <Trans>
              <Money cents={planned.owed_cents} /> déjà appelés lui restent à payer.
            </Trans>
          ) : (
            <Trans>Elle ne doit rien.</Trans>
          )}
        </List.Item>
        {planned.waived_cents > 0 ? (
          <List.Item>
            <Trans>
              <Money cents={planned.waived_cents} /> appelés pour la suite sont annulés.
            </Trans>
          </List.Item>
        ) : null}
        <List.Item>
          <Trans>
            Ses réservations à venir par cet accord sont annulées, ses ressources ne sont plus partagées, ses
            procurations et ses projets non décidés s’arrêtent.
          </Trans>
        </List.Item>
      </List>
      <Text fw={600}>
        <Trans>Un départ se solde une seule fois : on ne revient pas en arrière.</Trans>
      </Text>
    </Stack>
  );
}
