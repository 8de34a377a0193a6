import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, Group, List, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconScale } from "@tabler/icons-react";
import { useApiMutation, useApiQuery } from "@/api/hooks";
import { isDay } from "@/features/networks/days";
import { consequencesOfLeaving } from "@/features/networks/losses";
import { type Membership, readings } from "@/features/networks/words";
import { Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { addDays, today } from "@/ui/paris-time";
import { Loaded } from "@/ui/states";
import { toastDone } from "@/ui/toast";

type EndDialogProps = { membership: Membership; onClose: () => void };

/** Ends a membership after a last day: by the member who leaves, or by the network. */
export function EndDialog({ membership, onClose }: EndDialogProps) {
  const { t } = useLingui();
  const { network_id, network_name: network, organisation_name: organisation, my_side: side } = membership;
  const leaving = side === "member";
  const form = useForm({
    initialValues: { ends_on: today() },
    validate: { ends_on: (day) => (day ? null : t`Indiquez le dernier jour de l’adhésion.`) },
  });
  const end = useApiMutation("post", "/v1/networks/{network_id}/memberships/{membership_id}/end", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(leaving ? t`Votre départ est enregistré.` : t`La fin de l’adhésion est enregistrée.`);
      onClose();
    },
  });
  const { ends_on: lastDay } = form.values;
  const submit = form.onSubmit((body) =>
    end.mutate({ path: { network_id, membership_id: membership.id }, body }),
  );
  return (
    <Dialog
      opened
      onClose={onClose}
      size="lg"
      title={leaving ? t`Quitter ${network} ?` : t`${organisation} : mettre fin à l’adhésion ?`}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="lg">
          <FormErrors error={end.error} form={form} />
          <TextInput
            type="date"
            label={t`Dernier jour de l’adhésion`}
            description={t`Aujourd’hui ou plus tard. Les avantages sont conservés jusqu’à ce jour inclus.`}
            min={today()}
            data-autofocus
            {...form.getInputProps("ends_on")}
          />
          {isDay(lastDay) ? <Losses membership={membership} lastDay={lastDay} /> : null}
          <TheLaw leaving={leaving} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Annuler</Trans>
            </Button>
            <Button type="submit" color="red" loading={end.isPending}>
              {leaving ? <Trans>Quitter le réseau</Trans> : <Trans>Mettre fin à l’adhésion</Trans>}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

/** What is lost on the following day, and what is kept by another way. */
function Losses({ membership, lastDay }: { membership: Membership; lastDay: string }) {
  const effective = useApiQuery("/v1/networks/effective", {
    query: { organisation_id: membership.organisation_id, on: addDays(lastDay, 1), limit: 100 },
  });
  return (
    <Loaded query={effective} lines={1}>
      {({ items }) => {
        const { lost, kept } = consequencesOfLeaving(items, membership.id);
        return (
          <div>
            <Text fw={600} mb={4}>
              <Trans>Ce que cela change</Trans>
            </Text>
            <List size="sm" spacing={4}>
              {lost.map((name) => (
                <List.Item key={name}>
                  <Trans>« {name} » s’arrête.</Trans>
                </List.Item>
              ))}
              {kept.map(({ name, by }) => {
                const ways = by.join(", ");
                return (
                  <List.Item key={name}>
                    <Trans>
                      « {name} » est conservé, par {ways}.
                    </Trans>
                  </List.Item>
                );
              })}
              {lost.length === 0 && kept.length === 0 ? (
                <List.Item>
                  <Trans>Aucun avantage en cours n’en dépend.</Trans>
                </List.Item>
              ) : null}
              <List.Item>
                <Trans>
                  Les accords, réservations et partenariats déjà conclus ne changent pas d’eux-mêmes.
                </Trans>
              </List.Item>
            </List>
          </div>
        );
      }}
    </Loaded>
  );
}

function TheLaw({ leaving }: { leaving: boolean }) {
  const { t } = useLingui();
  return (
    <Alert color="blue" variant="light" icon={<IconScale aria-hidden="true" />} title={t`Ce que dit la loi`}>
      {leaving ? (
        <Trans>
          Le membre d’une association peut s’en retirer à tout moment, sans l’accord de personne ; la
          cotisation de l’année en cours reste due (loi du 1er juillet 1901, article 4). Si le réseau n’est
          pas une association, ses statuts disent le préavis.
        </Trans>
      ) : (
        <Trans>
          Un membre d’association peut partir à tout moment (loi du 1er juillet 1901, article 4). À l’inverse,
          le réseau qui met fin à une adhésion suit ses statuts : motif, convocation, droit d’être entendu.
          Essaim enregistre la date, il ne vérifie pas cette procédure.
        </Trans>
      )}
    </Alert>
  );
}
