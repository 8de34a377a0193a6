import { useLingui as useActiveLingui } from "@lingui/react";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, Group, List, Paper, Stack, Text, Textarea } from "@mantine/core";
import { IconAlertTriangle, IconAward, IconCheckbox } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useApiMutation, useIdempotencyKey } from "@/api/hooks";
import { useCan } from "@/app/session";
import type { Comparison, Simulation } from "@/features/purchases/lots/words";
import { Gain, MoneyOrNot } from "@/features/purchases/values";
import { awardLots, type Lot, type Round, readings, sharingWords } from "@/features/purchases/words";
import { ConfirmDialog, Dialog, Refusal } from "@/ui/dialog";
import { Section } from "@/ui/page";
import { toastDone } from "@/ui/toast";

type AwardProps = {
  round: Round;
  lot: Lot;
  compared?: Comparison | undefined;
  simulation?: Simulation | undefined;
};

/** Choosing: for the coordinator, or by a vote where the rules ask for one. What it commits is said before. */
export function AwardSection({ round, lot, compared, simulation }: AwardProps) {
  const { t } = useLingui();
  const [asked, setAsked] = useState<"award" | "unsuccessful" | null>(null);
  const mandated = useCan(awardLots);
  const hindrances = useHindrances(compared, simulation);
  if (lot.state !== "open" || round.state !== "choice") return null;
  if (!round.coordinates || !mandated) {
    return <NotMine round={round} mandated={mandated} />;
  }
  const quote = compared?.quotes.find(({ quote_id: id }) => id === simulation?.quote_id);
  return (
    <Section title={t`Attribuer ce lot`}>
      <Paper p={{ base: "md", xs: "lg" }}>
        <Stack gap="md">
          {simulation && quote ? (
            <>
              <Text>
                <Trans>
                  Offre regardée : <strong>{simulation.supplier_name}</strong>. Coût du lot{" "}
                  <MoneyOrNot cents={simulation.totals.spend_cents} />.
                </Trans>{" "}
                {simulation.totals.gain_bp === null ? null : (
                  <Trans>
                    Économie sur les prix d’aujourd’hui : <Gain cents={simulation.totals.gain_cents} />.
                  </Trans>
                )}
              </Text>
              <Hindrances said={hindrances} />
              <Losers simulation={simulation} />
            </>
          ) : null}
          <Group gap="sm">
            {simulation && quote ? (
              simulation.needs_vote ? (
                <VoteButton round={round} lot={lot} simulation={simulation} />
              ) : (
                <Button
                  disabled={hindrances.length > 0}
                  leftSection={<IconAward size={18} aria-hidden="true" />}
                  onClick={() => setAsked("award")}
                >
                  <Trans>Attribuer à {simulation.supplier_name}…</Trans>
                </Button>
              )
            ) : null}
            <Button variant="default" onClick={() => setAsked("unsuccessful")}>
              <Trans>Déclarer sans suite…</Trans>
            </Button>
          </Group>
          {simulation?.needs_vote ? (
            <Text c="dimmed">
              <Trans>
                Les règles de l’accord demandent un vote pour un lot de ce montant : adopté, il attribue le
                lot aussitôt, à cette offre.
              </Trans>
            </Text>
          ) : null}
        </Stack>
      </Paper>
      {asked === "award" && simulation && quote ? (
        <AwardDialog
          round={round}
          lot={lot}
          simulation={simulation}
          first={quote.rank === 1}
          onClose={() => setAsked(null)}
        />
      ) : null}
      {asked === "unsuccessful" ? (
        <UnsuccessfulDialog round={round} lot={lot} onClose={() => setAsked(null)} />
      ) : null}
    </Section>
  );
}

function NotMine({ round, mandated }: { round: Round; mandated: boolean }) {
  const { t } = useLingui();
  const { coordinator_name: name } = round;
  return (
    <Section title={t`Qui attribue ce lot`}>
      <Text maw="46rem">
        {round.coordinates && !mandated ? (
          <Trans>Votre mandat ne permet pas d’attribuer un lot : cela revient à la direction.</Trans>
        ) : name === null ? (
          <Trans>
            Celui qui coordonne l’achat attribue le lot, ou le met au vote quand les règles de l’accord le
            demandent.
          </Trans>
        ) : (
          <Trans>
            {name} coordonne l’achat et attribue le lot, ou le met au vote quand les règles de l’accord le
            demandent.
          </Trans>
        )}
      </Text>
    </Section>
  );
}

/** What would make the service refuse, said before it is asked. */
function useHindrances(compared: Comparison | undefined, simulation: Simulation | undefined): string[] {
  const { t } = useLingui();
  if (!compared || !simulation) return [];
  const unmarked = compared.quotes.some(({ criteria }) =>
    criteria.some(({ code, points }) => points === null && kindOf(compared, code) !== "price"),
  );
  return [
    unmarked ? t`Il manque des notes : chaque offre doit être notée sur chaque critère.` : null,
    simulation.expired ? t`Cette offre a expiré : demandez au fournisseur de la prolonger.` : null,
    simulation.below_minimum ? t`Les quantités n’atteignent pas le minimum de cette offre.` : null,
    simulation.would_tell
      ? t`L’attribution laisserait deviner le besoin d’une organisation : il faut une offre où toutes les unités ont le même prix, sans frais fixes, ou un lot sans suite.`
      : null,
  ].filter((one) => one !== null);
}

function Hindrances({ said }: { said: string[] }) {
  const { t } = useLingui();
  if (said.length === 0) return null;
  return (
    <Alert
      role="note"
      color="orange"
      variant="light"
      icon={<IconAlertTriangle aria-hidden="true" />}
      title={t`À régler avant d’attribuer`}
    >
      <List spacing={4}>
        {said.map((one) => (
          <List.Item key={one}>{one}</List.Item>
        ))}
      </List>
    </Alert>
  );
}

/** Who would pay more than today: they should know before it is too late to leave. */
function Losers({ simulation }: { simulation: Simulation }) {
  const losers = simulation.members.filter(({ gain_cents: gain }) => gain !== null && gain < 0);
  if (losers.length === 0) return null;
  return (
    <Text>
      <Plural
        value={losers.length}
        one="Une organisation paierait plus cher qu’aujourd’hui :"
        other="# organisations paieraient plus cher qu’aujourd’hui :"
      />{" "}
      {losers.map(({ organisation_name: name }) => name).join(", ")}.{" "}
      <Plural
        value={losers.length}
        one="Elle peut encore quitter le lot : prévenez-la avant d’attribuer."
        other="Elles peuvent encore quitter le lot : prévenez-les avant d’attribuer."
      />
    </Text>
  );
}

const kindOf = (compared: Comparison, code: string) =>
  compared.criteria.find((criterion) => criterion.code === code)?.kind;

function VoteButton({ round, lot, simulation }: { round: Round; lot: Lot; simulation: Simulation }) {
  return (
    <Button
      component={Link}
      to={"/decisions/new" as string}
      search={
        {
          agreement: round.agreement_id,
          effect: "award_lot",
          subject: lot.id,
          round: round.id,
          quote: simulation.quote_id,
        } as never
      }
      leftSection={<IconCheckbox size={18} aria-hidden="true" />}
    >
      <Trans>Mettre au vote l’attribution à {simulation.supplier_name}</Trans>
    </Button>
  );
}

type AwardDialogProps = {
  round: Round;
  lot: Lot;
  simulation: Simulation;
  first: boolean;
  onClose: () => void;
};

function AwardDialog({ round, lot, simulation, first, onClose }: AwardDialogProps) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const { key, renew } = useIdempotencyKey();
  const [reason, setReason] = useState("");
  const { name } = lot;
  const { supplier_name: supplier, totals, fingerprint } = simulation;
  const awarding = useApiMutation("post", "/v1/purchases/{round_id}/lots/{lot_id}/award", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`Le lot est attribué à ${supplier}`);
      onClose();
    },
  });
  const last = round.lots.every(({ id, state }) => id === lot.id || state !== "open");
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t`Attribuer « ${name} » à ${supplier} ?`}
      consequences={
        <Stack gap="md">
          <List spacing="xs">
            {totals.buyers_count !== null ? (
              <List.Item>
                <Plural
                  value={totals.buyers_count}
                  one="Une organisation est engagée sur la quantité qu’elle a demandée."
                  other="# organisations sont engagées, chacune sur la quantité qu’elle a demandée."
                />
              </List.Item>
            ) : null}
            <List.Item>
              <Trans>
                Elles paieront <MoneyOrNot cents={totals.spend_cents} /> en tout. Partage :{" "}
                {i18n._(sharingWords[simulation.sharing].name)}.
              </Trans>
            </List.Item>
            <List.Item>
              <Trans>Plus personne ne peut quitter ce lot : cela ne s’annule pas.</Trans>
            </List.Item>
            {last ? (
              <List.Item>
                <Trans>C’est le dernier lot à décider : les commandes commencent.</Trans>
              </List.Item>
            ) : null}
          </List>
          <Textarea
            label={first ? t`Pourquoi cette offre (facultatif)` : t`Pourquoi cette offre`}
            description={
              first
                ? t`Lu par toutes les organisations.`
                : t`Elle n’est pas la première du classement : dites à toutes les organisations pourquoi vous la choisissez.`
            }
            required={!first}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            autosize
            minRows={2}
            maxLength={500}
          />
        </Stack>
      }
      confirmLabel={t`Attribuer le lot`}
      pending={awarding.isPending}
      error={awarding.error}
      onConfirm={() => {
        // Another figure or another reason is another intention.
        if (awarding.error) renew();
        awarding.mutate({
          path: { round_id: round.id, lot_id: lot.id },
          body: {
            quote_id: simulation.quote_id,
            fingerprint: fingerprint ?? "",
            reason: reason.trim() || null,
          },
          idempotencyKey: key,
        });
      }}
    />
  );
}

function UnsuccessfulDialog({ round, lot, onClose }: { round: Round; lot: Lot; onClose: () => void }) {
  const { t } = useLingui();
  const { name } = lot;
  const { key } = useIdempotencyKey();
  const [reason, setReason] = useState("");
  const deciding = useApiMutation("post", "/v1/purchases/{round_id}/lots/{lot_id}/unsuccessful", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`Le lot est sans suite`);
      onClose();
    },
  });
  return (
    <Dialog opened onClose={onClose} title={t`Déclarer « ${name} » sans suite ?`}>
      <Stack gap="md">
        <Text>
          <Trans>
            Aucune offre n’est retenue et personne n’est engagé à rien. Cela ne s’annule pas : pour acheter
            ensemble, il faudra un autre achat groupé.
          </Trans>
        </Text>
        <Textarea
          label={t`Pourquoi`}
          description={t`Lu par toutes les organisations.`}
          required
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          autosize
          minRows={2}
          maxLength={500}
        />
        {deciding.error ? <Refusal error={deciding.error} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            <Trans>Annuler</Trans>
          </Button>
          <Button
            color="red"
            disabled={reason.trim() === ""}
            loading={deciding.isPending}
            onClick={() =>
              deciding.mutate({
                path: { round_id: round.id, lot_id: lot.id },
                body: { reason: reason.trim() },
                idempotencyKey: key,
              })
            }
          >
            <Trans>Déclarer sans suite</Trans>
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
