import { Trans, useLingui } from "@lingui/react/macro";
import { Alert } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { Everyone } from "@/features/purchases/needs/everyone";
import { Answers, OnPaper } from "@/features/purchases/needs/on-paper";
import { OwnNeeds } from "@/features/purchases/needs/own-needs";
import { ReadingsSection } from "@/features/purchases/needs/readings-section";
import type { NeedsSearch } from "@/features/purchases/needs/search";
import { Totals } from "@/features/purchases/needs/totals";
import { Undertaking } from "@/features/purchases/needs/undertaking";
import { OpenRound, RoundPage } from "@/features/purchases/round-page";
import type { Round } from "@/features/purchases/words";
import { ButtonLink } from "@/ui/links";
import { EmptyState } from "@/ui/states";

type NeedsPageProps = { roundId: string; search: NeedsSearch };

/** What is needed: one’s own answer, what all need together, and who read what. */
export function NeedsPage({ roundId, search }: NeedsPageProps) {
  const { t } = useLingui();
  return (
    <OpenRound roundId={roundId} current="needs">
      {(round) => (
        <RoundPage
          round={round}
          current="needs"
          lead={t`Ce qu’il faut à chacun, et ce qu’il le paie aujourd’hui : la base des offres et de l’économie mesurée.`}
        >
          {round.state === "draft" ? (
            <NotOpenYet round={round} />
          ) : search.for && round.coordinates ? (
            <OnPaper key={search.for} round={round} organisationId={search.for} />
          ) : (
            <Needs round={round} />
          )}
        </RoundPage>
      )}
    </OpenRound>
  );
}

function Needs({ round }: { round: Round }) {
  return (
    <>
      <Undertaking round={round} />
      {round.mine === null ? <NotAsked round={round} /> : <OwnNeeds round={round} />}
      <Totals round={round} />
      {round.sees_all ? <Everyone round={round} /> : null}
      {round.coordinates ? <Answers round={round} /> : null}
      {round.confidentiality === "open" ? null : <ReadingsSection round={round} />}
    </>
  );
}

function NotOpenYet({ round }: { round: Round }) {
  const { t } = useLingui();
  return (
    <EmptyState
      title={t`Le recensement n’est pas ouvert`}
      action={
        <ButtonLink to="/purchases/$roundId/setup" params={{ roundId: round.id }}>
          <Trans>Préparer l’achat</Trans>
        </ButtonLink>
      }
    >
      <Trans>
        Écrivez les lots et leurs articles, puis ouvrez le recensement : chaque organisation dira alors ce
        qu’il lui faut.
      </Trans>
    </EmptyState>
  );
}

function NotAsked({ round: { coordinates } }: { round: Round }) {
  return (
    <Alert color="gray" variant="light" mb="xl" icon={<IconInfoCircle aria-hidden="true" />}>
      {coordinates ? (
        <Trans>
          Votre organisation coordonne cet achat et n’y achète rien : elle n’a pas de besoins à déclarer.
        </Trans>
      ) : (
        <Trans>
          Votre organisation n’est pas parmi celles consultées : elle n’a pas de besoins à déclarer dans cet
          achat.
        </Trans>
      )}
    </Alert>
  );
}
