import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Group, Paper, Stack, Text } from "@mantine/core";
import { useCan } from "@/app/session";
import { StageBadge } from "@/features/purchases/round-page";
import { GoButton, GoTo, roundAddress } from "@/features/purchases/rounds/links";
import { dayOf, type Task, type Waiting } from "@/features/purchases/rounds/waiting";
import { awardLots, coordinateRounds, type RoundLine, stateNeeds } from "@/features/purchases/words";
import { Section } from "@/ui/page";
import { DateText } from "@/ui/values";

/** What one's organisation must do, the soonest first. */
export function WaitingRounds({ waiting }: { waiting: Waiting[] }) {
  const { t } = useLingui();
  return (
    <Section title={t`Ce qui vous attend`}>
      {waiting.length === 0 ? (
        <Text c="dimmed">
          <Trans>Rien pour le moment : aucun achat n’attend votre organisation.</Trans>
        </Text>
      ) : (
        <Stack gap="md">
          {waiting.map(({ task, round }) => (
            <RoundCard key={round.id} round={round} task={task} />
          ))}
        </Stack>
      )}
    </Section>
  );
}

/** What runs without anything to do. */
export function RunningRounds({ rounds }: { rounds: RoundLine[] }) {
  const { t } = useLingui();
  return (
    <Section title={t`En cours`}>
      <Stack gap="md">
        {rounds.map((round) => (
          <RoundCard key={round.id} round={round} task={null} />
        ))}
      </Stack>
    </Section>
  );
}

function RoundCard({ round, task }: { round: RoundLine; task: Task | null }) {
  return (
    <Paper p="md" component="article" aria-label={round.title}>
      <Group justify="space-between" gap="md">
        <Stack gap={4} flex="1 1 20rem" miw={0}>
          <Group gap="sm">
            <GoTo to={roundAddress(round.id)} fw={650}>
              {round.title}
            </GoTo>
            <StageBadge state={round.state} />
          </Group>
          <Text size="sm" c="dimmed">
            {round.agreement_name} · <Plural value={round.lots_count} one="# lot" other="# lots" />
            {round.state === "needs" ? (
              <>
                {" "}
                · <Answered round={round} />
              </>
            ) : null}
          </Text>
          <Text>{task ? <TaskWords task={task} round={round} /> : <RunningWords round={round} />}</Text>
        </Stack>
        {task ? <TaskButton task={task} round={round} /> : null}
      </Group>
    </Paper>
  );
}

export function Answered({ round }: { round: Pick<RoundLine, "answered_count" | "members_count"> }) {
  const { answered_count: answered, members_count: asked } = round;
  return <Plural value={answered} one={`# sur ${asked} a répondu`} other={`# sur ${asked} ont répondu`} />;
}

function TaskWords({ task, round }: { task: Task; round: RoundLine }) {
  if (task === "state") {
    return (
      <Trans>
        Dites ce qu’il vous faut, ou que vous n’avez besoin de rien, avant la fin du{" "}
        <DateText value={round.needs_until} />.
      </Trans>
    );
  }
  if (task === "choose") {
    return (
      <Trans>
        Les offres sont ouvertes : lisez ce que vous y gagneriez. Vous pouvez quitter un lot jusqu’à
        l’attribution, prévue le <DateText value={round.award_on} />.
      </Trans>
    );
  }
  if (task === "prepare") {
    return (
      <Trans>
        En préparation : vous seuls le lisez. Complétez-le, puis ouvrez le recensement des besoins, prévu
        jusqu’au <DateText value={round.needs_until} />.
      </Trans>
    );
  }
  if (task === "close_needs") {
    return round.answered_count >= round.members_count ? (
      <Trans>Tout le monde a répondu : vous pouvez clore le recensement.</Trans>
    ) : (
      <Trans>
        Le recensement finit le <DateText value={round.needs_until} />
         : vous pouvez le clore, ou laisser plus de temps à celles qui n’ont pas répondu.
      </Trans>
    );
  }
  if (task === "open_quotes") {
    return (
      <Trans>
        Les fournisseurs avaient jusqu’au <DateText value={round.quotes_until} />
         : vous pouvez ouvrir leurs offres, toutes ensemble.
      </Trans>
    );
  }
  return (
    <Trans>
      Comparez les offres et attribuez les lots, le <DateText value={round.award_on} /> comme annoncé.
    </Trans>
  );
}

/** The permission of each task; without it, who does it is said in place of the button. */
const needed: Record<Task, string> = {
  state: stateNeeds,
  choose: "purchases.read",
  prepare: coordinateRounds,
  close_needs: coordinateRounds,
  open_quotes: coordinateRounds,
  award: awardLots,
};

const pages: Record<Task, string> = {
  state: "needs",
  choose: "quotes",
  prepare: "setup",
  close_needs: "",
  open_quotes: "quotes",
  award: "quotes",
};

function TaskButton({ task, round }: { task: Task; round: RoundLine }) {
  const allowed = useCan(needed[task]);
  if (!allowed) {
    return (
      <Text size="sm" c="dimmed" maw="16rem">
        <Trans>Votre mandat ne le permet pas : parlez-en à votre direction.</Trans>
      </Text>
    );
  }
  return (
    <GoButton to={roundAddress(round.id, pages[task])}>
      <TaskName task={task} />
    </GoButton>
  );
}

function TaskName({ task }: { task: Task }) {
  if (task === "state") return <Trans>Dire nos besoins</Trans>;
  if (task === "choose") return <Trans>Voir ce que nous gagnerions</Trans>;
  if (task === "prepare") return <Trans>Compléter la préparation</Trans>;
  if (task === "close_needs") return <Trans>Clore le recensement</Trans>;
  if (task === "open_quotes") return <Trans>Ouvrir les offres</Trans>;
  return <Trans>Comparer et attribuer</Trans>;
}

function RunningWords({ round }: { round: RoundLine }) {
  const { state, mine } = round;
  const day = dayOf(round);
  if (state === "draft") {
    return (
      <Trans>
        En préparation ; le recensement est prévu jusqu’au <DateText value={day} />.
      </Trans>
    );
  }
  if (state === "needs") {
    return mine?.answered ? (
      <Trans>
        Vous avez répondu ; vous pouvez changer votre réponse jusqu’au <DateText value={day} />.
      </Trans>
    ) : (
      <Trans>
        Les besoins se recensent jusqu’au <DateText value={day} />.
      </Trans>
    );
  }
  if (state === "quotes") {
    return (
      <Trans>
        Les fournisseurs remettent leurs offres jusqu’au <DateText value={day} />
         ; rien à faire d’ici là.
      </Trans>
    );
  }
  if (state === "choice") {
    return (
      <Trans>
        Les offres sont ouvertes ; attribution prévue le <DateText value={day} />.
      </Trans>
    );
  }
  return (
    <Trans>
      Les commandes se passent au prix obtenu ensemble, jusqu’au <DateText value={day} />.{" "}
      <GoTo to={roundAddress(round.id, "orders")}>Voir les commandes</GoTo>
    </Trans>
  );
}
