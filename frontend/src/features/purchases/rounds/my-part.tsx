import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Group, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useCan } from "@/app/session";
import { GoButton, GoTo, roundAddress } from "@/features/purchases/rounds/links";
import { leaveLots, placeOrders, type Round, stateNeeds } from "@/features/purchases/words";
import { DateText } from "@/ui/values";

/** What one's organisation must do now, and by when. */
export function MyPart({ round }: { round: Round }) {
  if (round.state === "cancelled") return <Cancelled round={round} />;
  if (!round.mine?.asked) return <NotAsked round={round} />;
  if (round.state === "needs") return <MyNeeds round={round} />;
  if (round.state === "quotes") return <Waiting round={round} />;
  if (round.state === "choice") return <MyChoice round={round} />;
  if (round.state === "orders") return <MyOrders round={round} />;
  return <MySavings round={round} />;
}

type Said = { title: ReactNode; children: ReactNode; action?: ReactNode };

/** What to do in bold, why below, the button that does it beside. */
function Told({ title, children, action }: Said) {
  return (
    <Group justify="space-between" gap="lg">
      <Stack gap={4} flex="1 1 20rem" miw={0}>
        <Text fw={650} fz="lg">
          {title}
        </Text>
        <Text maw="42rem" component="div">
          {children}
        </Text>
      </Stack>
      {action}
    </Group>
  );
}

/** Where one would look for the button. */
function NotAllowed() {
  return (
    <Text c="dimmed" maw="18rem">
      <Trans>Votre mandat ne le permet pas : parlez-en à votre direction.</Trans>
    </Text>
  );
}

function Cancelled({ round }: { round: Round }) {
  const because = round.cancelled_because;
  return (
    <Told title={<Trans>Cet achat est abandonné. Vous n’êtes engagés à rien.</Trans>}>
      {because ? <Trans>Pourquoi : {because}</Trans> : null}
    </Told>
  );
}

function NotAsked({ round }: { round: Round }) {
  const { coordinator_name: coordinator, coordinates, state, confidentiality } = round;
  if (coordinates) {
    return (
      <Told title={<Trans>Votre organisation coordonne cet achat sans y acheter.</Trans>}>
        {confidentiality === "coopetition" ? (
          <Trans>
            Entre concurrents, celui qui coordonne lit les besoins de tous : il ne peut pas acheter lui-même.
          </Trans>
        ) : (
          <Trans>Elle n’est pas parmi les organisations consultées.</Trans>
        )}
      </Told>
    );
  }
  return (
    <Told title={<Trans>Cet achat ne s’adresse pas à votre organisation.</Trans>}>
      {state === "needs" ? (
        coordinator ? (
          <Trans>
            S’il vous intéresse, demandez à {coordinator} de vous ajouter avant la fin du{" "}
            <DateText value={round.needs_until} />.
          </Trans>
        ) : (
          <Trans>S’il vous intéresse, demandez au coordinateur de vous ajouter.</Trans>
        )
      ) : (
        <Trans>Le recensement est clos : on ne s’y ajoute plus.</Trans>
      )}
    </Told>
  );
}

function MyNeeds({ round }: { round: Round }) {
  const mayState = useCan(stateNeeds);
  const needs = roundAddress(round.id, "needs");
  const until = <DateText value={round.needs_until} />;
  if (round.mine?.answered) {
    return (
      <Told
        title={<Trans>Votre réponse est enregistrée.</Trans>}
        action={
          <GoButton to={needs} variant="default">
            {round.actions.includes("state_needs") ? (
              <Trans>Revoir nos besoins</Trans>
            ) : (
              <Trans>Lire nos besoins</Trans>
            )}
          </GoButton>
        }
      >
        <NeededLots round={round} /> <Trans>Vous pouvez la changer jusqu’au {until} inclus.</Trans>
      </Told>
    );
  }
  const undertakes = round.actions.includes("undertake");
  const may = undertakes || round.actions.includes("state_needs");
  return (
    <Told
      title={<Trans>Dites ce qu’il vous faut, avant la fin du {until}.</Trans>}
      action={
        may ? (
          <GoButton to={needs}>
            <Trans>Dire nos besoins</Trans>
          </GoButton>
        ) : mayState ? null : (
          <NotAllowed />
        )
      }
    >
      {undertakes ? (
        <Trans>
          Cet achat demande d’abord un engagement de confidentialité, à lire et à accepter. Dites ensuite, lot
          par lot, la quantité et ce que vous payez aujourd’hui. Cela n’engage à rien : on peut quitter un lot
          jusqu’à l’attribution.
        </Trans>
      ) : (
        <Trans>
          Lot par lot, la quantité et ce que vous payez aujourd’hui. Si vous n’avez besoin de rien, dites-le
          aussi. Cela n’engage à rien : on peut quitter un lot jusqu’à l’attribution.
        </Trans>
      )}
    </Told>
  );
}

const wanted = (round: Round) => round.lots.filter(({ my }) => (my?.volumes_count ?? 0) > 0);

function NeededLots({ round }: { round: Round }) {
  const count = wanted(round).length;
  if (count === 0) return <Trans>Vous n’avez besoin de rien dans cet achat.</Trans>;
  return (
    <Plural
      value={count}
      one="Vous avez besoin de quelque chose dans # lot."
      other="Vous avez besoin de quelque chose dans # lots."
    />
  );
}

function Waiting({ round }: { round: Round }) {
  return (
    <Told title={<Trans>Rien à faire pour le moment.</Trans>}>
      <NeededLots round={round} />{" "}
      <Trans>
        Les besoins ne changent plus. Les fournisseurs remettent leurs offres jusqu’au{" "}
        <DateText value={round.quotes_until} />
         ; personne ne les lit avant leur ouverture.
      </Trans>
    </Told>
  );
}

function MyChoice({ round }: { round: Round }) {
  const mayLeave = useCan(leaveLots);
  if (wanted(round).length === 0) {
    return (
      <Told title={<Trans>Rien à faire : vous n’avez besoin de rien dans cet achat.</Trans>}>
        <Trans>Vous pouvez lire les offres et leur comparaison.</Trans>
      </Told>
    );
  }
  return (
    <Told
      title={
        <Trans>
          Regardez ce que vous y gagneriez avant l’attribution, prévue le <DateText value={round.award_on} />.
        </Trans>
      }
      action={
        <GoButton to={roundAddress(round.id, "quotes")}>
          <Trans>Voir les offres</Trans>
        </GoButton>
      }
    >
      <Trans>
        Les offres sont ouvertes. Si un lot ne vous convient pas, quittez-le avant l’attribution ; après, vous
        êtes engagés sur les quantités que vous avez dites.
      </Trans>{" "}
      {mayLeave ? null : (
        <Trans>Votre mandat ne permet pas de quitter un lot : cela revient à votre direction.</Trans>
      )}
    </Told>
  );
}

function MyOrders({ round }: { round: Round }) {
  const mayOrder = useCan(placeOrders);
  const bought = wanted(round).some(({ state, my }) => state !== "unsuccessful" && !my?.opted_out);
  if (!bought) {
    return (
      <Told title={<Trans>Rien à faire : vous n’êtes engagés sur aucun lot.</Trans>}>
        <GoTo to={roundAddress(round.id, "savings")}>
          <Trans>Lire ce que l’achat fait économiser</Trans>
        </GoTo>
      </Told>
    );
  }
  return (
    <Told
      title={
        <Trans>
          Commandez au prix obtenu, jusqu’au <DateText value={round.ends_on} />.
        </Trans>
      }
      action={
        round.actions.includes("order") ? (
          <GoButton to={roundAddress(round.id, "orders")}>
            <Trans>Nos commandes</Trans>
          </GoButton>
        ) : mayOrder ? null : (
          <NotAllowed />
        )
      }
    >
      <Trans>
        Déclarez vos commandes au fil de l’eau : on voit ce qui reste de votre engagement, et si le groupe
        garde son palier de prix. Commander moins que prévu peut coûter.
      </Trans>
    </Told>
  );
}

function MySavings({ round }: { round: Round }) {
  const { t } = useLingui();
  return (
    <Told
      title={
        round.closed_at ? (
          <Trans>
            Cet achat est terminé depuis le <DateText value={round.closed_at} />.
          </Trans>
        ) : (
          t`Cet achat est terminé.`
        )
      }
      action={
        <GoButton to={roundAddress(round.id, "savings")}>
          <Trans>Lire nos économies</Trans>
        </GoButton>
      }
    >
      <Trans>Lisez ce qu’il vous a fait gagner ou perdre, comparé à ce qui était prévu.</Trans>
    </Told>
  );
}
