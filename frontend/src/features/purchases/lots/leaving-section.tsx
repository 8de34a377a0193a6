import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, List, Paper, Stack, Text, Textarea } from "@mantine/core";
import { IconDoorEnter, IconDoorExit } from "@tabler/icons-react";
import { useState } from "react";
import { useApiMutation, useApiQuery, useIdempotencyKey } from "@/api/hooks";
import { useCan } from "@/app/session";
import { BeforeAfter } from "@/features/purchases/lots/totals";
import { TurnedNegative } from "@/features/purchases/lots/turned";
import type { Leaving, Simulation } from "@/features/purchases/lots/words";
import { Gain, UnitPrice, Volume } from "@/features/purchases/values";
import { type Lot, leaveLots, type Round, readings } from "@/features/purchases/words";
import { Dialog, Refusal } from "@/ui/dialog";
import { Section } from "@/ui/page";
import { Loaded } from "@/ui/states";
import { toastDone } from "@/ui/toast";
import { DateText, Money } from "@/ui/values";

type LeavingProps = { round: Round; lot: Lot; simulation: Simulation; mine: string | undefined };

/** Leave the lot or come back into it, until its award; what it changes is said before, and told after. */
export function LeavingSection({ round, lot, simulation, mine }: LeavingProps) {
  const { t } = useLingui();
  const [told, setTold] = useState<Leaving | null>(null);
  if (lot.state !== "open" || round.state !== "choice" || !lot.my || lot.my.volumes_count === 0) return null;
  const out = lot.my.opted_out;
  return (
    <Section title={out ? t`Vous avez quitté ce lot` : t`Rester ou quitter ce lot`}>
      <Paper p={{ base: "md", xs: "lg" }}>
        <Stack gap="md">
          {told && told.opted_out === out ? (
            <Told told={told} quoteId={simulation.quote_id} sealed={!round.sees_all} />
          ) : null}
          {out ? (
            <Back round={round} lot={lot} onDone={setTold} />
          ) : (
            <Stay round={round} lot={lot} simulation={simulation} mine={mine} onDone={setTold} />
          )}
        </Stack>
      </Paper>
    </Section>
  );
}

type DoneProps = { onDone: (told: Leaving) => void };

function Stay({ round, lot, simulation, mine, onDone }: LeavingProps & DoneProps) {
  const [asked, setAsked] = useState(false);
  const may = round.actions.includes("leave");
  return (
    <>
      <Text>
        <Trans>
          Jusqu’à l’attribution, prévue le <DateText value={round.award_on} />, vous pouvez quitter ce lot, et
          y revenir. Ensuite, ce que vous avez demandé devient un engagement.
        </Trans>
      </Text>
      {may ? (
        <div>
          <Button
            variant="default"
            leftSection={<IconDoorExit size={18} aria-hidden="true" />}
            onClick={() => setAsked(true)}
          >
            <Trans>Quitter ce lot…</Trans>
          </Button>
        </div>
      ) : (
        <WhyNot />
      )}
      {asked ? (
        <LeaveDialog
          round={round}
          lot={lot}
          simulation={simulation}
          mine={mine}
          onDone={onDone}
          onClose={() => setAsked(false)}
        />
      ) : null}
    </>
  );
}

function WhyNot() {
  const may = useCan(leaveLots);
  return (
    <Text c="dimmed">
      {may ? (
        <Trans>Votre organisation ne prend plus part à cet accord : elle ne peut plus rien y changer.</Trans>
      ) : (
        <Trans>
          Votre mandat ne permet pas de quitter un lot : parlez-en à votre direction avant l’attribution.
        </Trans>
      )}
    </Text>
  );
}

/** What leaving would change: to us, and to all where it may be read. Then it is confirmed. */
function LeaveDialog({
  round,
  lot,
  simulation,
  mine,
  onDone,
  onClose,
}: LeavingProps & DoneProps & { onClose: () => void }) {
  const { t } = useLingui();
  const { name } = lot;
  const { key } = useIdempotencyKey();
  const [reason, setReason] = useState("");
  const after = useApiQuery("/v1/purchases/{round_id}/lots/{lot_id}/simulation", {
    path: { round_id: round.id, lot_id: lot.id },
    query: { quote_id: simulation.quote_id, without: mine ? [mine] : [] },
  });
  const leaving = useApiMutation("post", "/v1/purchases/{round_id}/lots/{lot_id}/opt-out", {
    invalidates: readings,
    onSuccess: (told) => {
      toastDone(t`Vous avez quitté ce lot`);
      onDone(told);
      onClose();
    },
  });
  return (
    <Dialog opened onClose={onClose} title={t`Quitter le lot « ${name} » ?`} size="lg">
      <Stack gap="md">
        <ForUs simulation={simulation} mine={mine} />
        <Loaded query={after} lines={4}>
          {(without) =>
            round.sees_all ? (
              <>
                <BeforeAfter
                  before={simulation}
                  after={without}
                  label={t`Ce que votre départ change pour tous`}
                  then={t`Sans vous`}
                />
                <TurnedNegative turned={without.turns_negative} />
              </>
            ) : (
              <PublishedWithout simulation={without} />
            )
          }
        </Loaded>
        <Textarea
          label={t`Pourquoi (facultatif)`}
          description={t`Lu par celui qui coordonne. Ni nom de résident, ni donnée de santé.`}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          autosize
          minRows={2}
          maxLength={500}
        />
        {leaving.error ? <Refusal error={leaving.error} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            <Trans>Rester</Trans>
          </Button>
          <Button
            color="red"
            loading={leaving.isPending}
            onClick={() =>
              leaving.mutate({
                path: { round_id: round.id, lot_id: lot.id },
                body: { reason: reason.trim() || null },
                idempotencyKey: key,
              })
            }
          >
            <Trans>Quitter le lot</Trans>
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

function ForUs({ simulation, mine }: { simulation: Simulation; mine: string | undefined }) {
  const member = simulation.members.find(({ organisation_id: id }) => id === mine);
  const gain = member?.gain_cents ?? null;
  return (
    <List spacing="xs">
      <List.Item>
        <Trans>Vous n’achetez rien dans ce lot, et ne devez rien.</Trans>
      </List.Item>
      {gain !== null && gain > 0 ? (
        <List.Item>
          <Trans>
            Vous renoncez à <Money cents={gain} /> d’économie, si cette offre est retenue.
          </Trans>
        </List.Item>
      ) : gain !== null && gain < 0 ? (
        <List.Item>
          <Trans>
            Vous évitez de payer <Money cents={-gain} /> de plus qu’aujourd’hui, si cette offre est retenue.
          </Trans>
        </List.Item>
      ) : null}
      <List.Item>
        <Trans>Vous pouvez y revenir jusqu’à l’attribution, avec les mêmes besoins.</Trans>
      </List.Item>
    </List>
  );
}

/** Where needs are sealed: what the totals published say, our own part taken away; nothing of the others. */
function PublishedWithout({ simulation }: { simulation: Simulation }) {
  const told = simulation.items.filter(({ volume }) => volume !== null);
  return (
    <Stack gap="xs">
      {told.map(({ item_id: id, name, volume, unit, unit_price: price }) => (
        <Text key={id}>
          <Trans>
            {name} : sans vous, le total publié serait de <Volume value={volume ?? 0} unit={unit} />
          </Trans>
          {price !== null && (volume ?? 0) > 0 ? (
            <>
              {", "}
              <Trans>
                au prix de <UnitPrice value={price} /> l’unité
              </Trans>
            </>
          ) : null}
          .
        </Text>
      ))}
      <Text c="dimmed">
        <Trans>
          Ce que cela change pour chacune des autres n’est pas montré : leurs besoins sont scellés, comme les
          vôtres.
        </Trans>
      </Text>
    </Stack>
  );
}

function Back({ round, lot, onDone }: { round: Round; lot: Lot } & DoneProps) {
  const { t } = useLingui();
  const back = useApiMutation("delete", "/v1/purchases/{round_id}/lots/{lot_id}/opt-out", {
    invalidates: readings,
    onSuccess: (told) => {
      toastDone(t`Vous êtes de retour dans ce lot`);
      onDone(told);
    },
  });
  const may = round.actions.includes("leave");
  return (
    <>
      <Text>
        <Trans>
          Vous n’êtes engagé à rien. Jusqu’à l’attribution, prévue le <DateText value={round.award_on} />,
          vous pouvez revenir avec ce que vous aviez demandé.
        </Trans>
      </Text>
      {may ? (
        <div>
          <Button
            loading={back.isPending}
            leftSection={<IconDoorEnter size={18} aria-hidden="true" />}
            onClick={() => back.mutate({ path: { round_id: round.id, lot_id: lot.id } })}
          >
            <Trans>Revenir dans ce lot</Trans>
          </Button>
        </div>
      ) : (
        <WhyNot />
      )}
      {back.error ? <Refusal error={back.error} /> : null}
    </>
  );
}

/** What our act has just changed, on the quote looked at. */
function Told({ told, quoteId, sealed }: { told: Leaving; quoteId: string; sealed: boolean }) {
  const effect = told.effects.find(({ quote_id: id }) => id === quoteId) ?? told.effects[0];
  if (!effect) return null;
  const { my_cents: cents, my_gain_cents: gain, gain_before_cents: before, gain_after_cents: after } = effect;
  return (
    <Stack gap="xs" role="status">
      <Text fw={600}>
        {told.opted_out ? (
          <Trans>
            C’est fait : vous auriez payé <Money cents={cents} />
             ; vous ne devez plus rien.
          </Trans>
        ) : (
          <Trans>
            C’est fait : vous paieriez <Money cents={cents} />, soit <Gain cents={gain} /> comparé à
            aujourd’hui.
          </Trans>
        )}
      </Text>
      {!sealed && before !== null && after !== null ? (
        <Text>
          <Trans>
            L’économie de tous passe de <Gain cents={before} /> à <Gain cents={after} />.
          </Trans>
        </Text>
      ) : null}
      <TurnedNegative turned={effect.turns_negative} />
    </Stack>
  );
}
