import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Paper, Stack, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useApiQuery } from "@/api/hooks";
import { useCan } from "@/app/session";
import { CancelDialog } from "@/features/purchases/rounds/cancel-dialog";
import { CloseNeedsDialog } from "@/features/purchases/rounds/close-needs-dialog";
import { GoButton, GoTo, NewRoundButton, roundAddress } from "@/features/purchases/rounds/links";
import { OpenSurvey } from "@/features/purchases/rounds/open-survey";
import { Progress } from "@/features/purchases/rounds/progress";
import { RemindDialog } from "@/features/purchases/rounds/remind-dialog";
import { mayCloseNeeds } from "@/features/purchases/rounds/waiting";
import { coordinateRounds, type Round } from "@/features/purchases/words";
import { Section } from "@/ui/page";
import { today } from "@/ui/paris-time";
import { DateText } from "@/ui/values";

/** What only the coordinator does: follow, remind, move on to the next stage, give up. */
export function Cockpit({ round }: { round: Round }) {
  const { t } = useLingui();
  const mayCoordinate = useCan(coordinateRounds);
  const [cancelling, setCancelling] = useState(false);
  return (
    <Section
      title={t`Coordonner cet achat`}
      actions={
        <Group gap="sm">
          {round.actions.includes("copy") && round.state !== "draft" ? (
            <NewRoundButton agreement={round.agreement_id} from={round.id} variant="default">
              <Trans>En préparer un autre à partir de lui</Trans>
            </NewRoundButton>
          ) : null}
          {round.actions.includes("cancel") ? (
            <Button variant="subtle" color="red" onClick={() => setCancelling(true)}>
              <Trans>Abandonner cet achat…</Trans>
            </Button>
          ) : null}
        </Group>
      }
    >
      <Paper p="lg">
        <Stage round={round} />
        {mayCoordinate ? null : (
          <Text c="dimmed" mt="sm">
            <Trans>
              Votre organisation coordonne, mais votre mandat ne permet pas de faire avancer l’achat :
              parlez-en à votre direction.
            </Trans>
          </Text>
        )}
      </Paper>
      {cancelling ? <CancelDialog round={round} onClose={() => setCancelling(false)} /> : null}
    </Section>
  );
}

function Stage({ round }: { round: Round }) {
  if (round.state === "draft") return <OpenSurvey round={round} />;
  if (round.state === "needs") return <Survey round={round} />;
  if (round.state === "quotes") return <Quotes round={round} />;
  if (round.state === "choice") return <Choice round={round} />;
  if (round.state === "orders") return <Orders round={round} />;
  if (round.state === "cancelled") {
    return (
      <Text>
        <Trans>
          L’achat est abandonné. Ses lots et ses règles peuvent servir à en préparer un autre ; ni les besoins
          ni les offres ne seront repris.
        </Trans>
      </Text>
    );
  }
  return (
    <Text>
      <Trans>
        Les comptes sont faits. Pour le prochain marché, repartez de cet achat : les lots et les règles sont
        repris.
      </Trans>
    </Text>
  );
}

function Survey({ round }: { round: Round }) {
  const [asked, setAsked] = useState<"remind" | "close" | null>(null);
  const { needs_until: until, members_count: members, answered_count: answered } = round;
  const close = () => setAsked(null);
  const may = mayCloseNeeds(round, today());
  const missing = members - answered;
  return (
    <Stack gap="md">
      <Progress round={round} />
      <Text maw="42rem">
        {missing === 0 ? (
          <Trans>Tout le monde a répondu : rien n’oblige à attendre le dernier jour.</Trans>
        ) : may ? (
          <Trans>
            C’est le dernier jour, ou il est passé. Relancez, repoussez la date, ou passez aux offres sans
            celles qui n’ont pas répondu.
          </Trans>
        ) : (
          <Trans>
            Le recensement finit le <DateText value={until} />. Vous pourrez le clore ce jour-là, ou avant si
            tout le monde a répondu.
          </Trans>
        )}
      </Text>
      <Group gap="sm">
        {round.actions.includes("close_needs") && may ? (
          <Button onClick={() => setAsked("close")}>
            <Trans>Clore le recensement…</Trans>
          </Button>
        ) : null}
        {round.actions.includes("remind") && missing > 0 ? (
          <Button variant={may ? "default" : "filled"} onClick={() => setAsked("remind")}>
            <Trans>Relancer celles qui n’ont pas répondu…</Trans>
          </Button>
        ) : null}
        {round.actions.includes("change") ? (
          <GoButton to={roundAddress(round.id, "setup")} variant="default">
            <Trans>Changer une date ou la liste</Trans>
          </GoButton>
        ) : null}
      </Group>
      {asked === "remind" ? <RemindDialog round={round} onClose={close} /> : null}
      {asked === "close" ? <CloseNeedsDialog round={round} onClose={close} /> : null}
    </Stack>
  );
}

type GuidedProps = { round: Round; words: ReactNode; page: string; button: ReactNode; ready?: boolean };

/** What is next, and the page where it is done. */
function Guided({ round, words, page, button, ready = true }: GuidedProps) {
  return (
    <Stack gap="md" align="flex-start">
      <Text maw="42rem" component="div">
        {words}
      </Text>
      <Group gap="sm">
        <GoButton to={roundAddress(round.id, page)} variant={ready ? "filled" : "default"}>
          {button}
        </GoButton>
        {round.actions.includes("change") ? (
          <GoButton to={roundAddress(round.id, "setup")} variant="default">
            <Trans>Repousser une date</Trans>
          </GoButton>
        ) : null}
      </Group>
    </Stack>
  );
}

function Quotes({ round }: { round: Round }) {
  const quotes = useApiQuery("/v1/purchases/{round_id}/quotes", {
    path: { round_id: round.id },
    query: { limit: 100 },
  });
  const ready = today() >= round.quotes_until;
  const without = quotes.data
    ? round.lots.filter(({ id }) => !quotes.data.items.some(({ lot_id }) => lot_id === id))
    : [];
  const names = without.map(({ name }) => `«\u00a0${name}\u00a0»`).join(", ");
  const sealed = quotes.data?.sealed_count;
  return (
    <Guided
      round={round}
      page="quotes"
      button={ready ? <Trans>Ouvrir les offres</Trans> : <Trans>Déposer une offre reçue</Trans>}
      words={
        <>
          {sealed === undefined ? null : (
            <Text fw={650} fz="lg">
              <Trans>Offres déposées et scellées : {sealed}</Trans>
            </Text>
          )}
          {names ? <Trans>Aucune encore pour {names}.</Trans> : null}{" "}
          {ready ? (
            <Trans>
              Les fournisseurs avaient jusqu’au <DateText value={round.quotes_until} />. Ouvrir les offres les
              révèle toutes en même temps, à tout le monde, et ferme la consultation.
            </Trans>
          ) : (
            <Trans>
              Déposez ici chaque offre reçue : elle est scellée aussitôt, et personne ne la lit, pas même
              vous, avant l’ouverture de toutes, possible à partir du <DateText value={round.quotes_until} />.
            </Trans>
          )}
        </>
      }
    />
  );
}

function Choice({ round }: { round: Round }) {
  const open = round.lots.filter(({ state }) => state === "open");
  const names = open.map(({ name }) => `«\u00a0${name}\u00a0»`).join(", ");
  return (
    <Guided
      round={round}
      page="quotes"
      button={<Trans>Comparer et attribuer</Trans>}
      words={
        <Trans>
          Reste à décider : {names}. Notez chaque offre sur les critères autres que le prix, regardez ce que
          chacun y gagne, puis attribuez le lot ou classez-le sans suite. Attribuer engage ceux qui y sont
          restés, sur les quantités qu’ils ont dites. Quand le dernier lot est décidé, les commandes
          commencent.
        </Trans>
      }
    />
  );
}

function Orders({ round }: { round: Round }) {
  const left = round.lots.filter(({ state }) => state === "awarded");
  const names = left.map(({ name }) => `«\u00a0${name}\u00a0»`).join(", ");
  const over = today() > round.ends_on;
  return (
    <Guided
      round={round}
      page="orders"
      ready={over}
      button={over ? <Trans>Clore les comptes</Trans> : <Trans>Suivre les commandes</Trans>}
      words={
        <>
          {over ? (
            <Trans>
              Le marché a fini le <DateText value={round.ends_on} />. Vérifiez les commandes, puis clôturez
              chaque lot : le palier vraiment atteint fixe le prix, et chacun reçoit le relevé de sa
              différence.
            </Trans>
          ) : (
            <Trans>
              Chacun commande au prix obtenu jusqu’au <DateText value={round.ends_on} />. Suivez ce qui reste
              à commander pour garder le palier.
            </Trans>
          )}{" "}
          {names ? <Trans>Lots à clôturer : {names}.</Trans> : null}{" "}
          <GoTo to="/purchases/suppliers" search={{ agreement: round.agreement_id }}>
            <Trans>Fournisseurs de l’accord</Trans>
          </GoTo>
        </>
      }
    />
  );
}
