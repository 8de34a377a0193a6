import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Paper, Text } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { useCan } from "@/app/session";
import { OpenRound, RoundPage } from "@/features/purchases/round-page";
import { LotsSection } from "@/features/purchases/rounds/lots-section";
import { OpenSurvey } from "@/features/purchases/rounds/open-survey";
import { RoundRules } from "@/features/purchases/rounds/round-rules";
import { AskedForm } from "@/features/purchases/rounds/setup-asked";
import { LotsEditor } from "@/features/purchases/rounds/setup-lots";
import { PresentationForm } from "@/features/purchases/rounds/setup-presentation";
import { RulesForm } from "@/features/purchases/rounds/setup-rules";
import { useUnsaved } from "@/features/purchases/rounds/unsaved";
import { coordinateRounds, type Round } from "@/features/purchases/words";
import { Section } from "@/ui/page";

/** What is bought, from whom it is asked, how offers are judged: free in a draft, fixed once the survey is open. */
export function SetupPage({ roundId }: { roundId: string }) {
  return (
    <OpenRound key={roundId} roundId={roundId} current="setup">
      {(round) => <Setup round={round} />}
    </OpenRound>
  );
}

function Setup({ round }: { round: Round }) {
  const { t } = useLingui();
  const draft = round.state === "draft";
  const changes = round.actions.includes("change");
  const { any, report } = useUnsaved();
  return (
    <RoundPage
      round={round}
      current="setup"
      lead={t`Ce que l’on achète, à qui on le demande, comment les offres seront jugées et la facture partagée.`}
    >
      {draft && changes ? null : <WhatMayChange round={round} />}
      {changes ? <PresentationForm round={round} report={report} /> : null}
      {draft && changes ? <LotsEditor round={round} /> : <LotsSection round={round} />}
      {changes && (draft || round.state === "needs") ? <AskedForm round={round} report={report} /> : null}
      {draft && changes ? <RulesForm round={round} report={report} /> : <RoundRules round={round} />}
      {draft ? (
        <Section title={t`Prêt à demander les besoins ?`}>
          <Paper p="lg">
            <OpenSurvey round={round} inSetup unsaved={any} />
          </Paper>
        </Section>
      ) : null}
    </RoundPage>
  );
}

/** Why what one would look for here does not change. */
function WhatMayChange({ round }: { round: Round }) {
  const mayCoordinate = useCan(coordinateRounds);
  return (
    <Alert variant="light" color="gray" icon={<IconInfoCircle aria-hidden="true" />} mb="xl">
      <Text>
        {!round.coordinates ? (
          <Trans>
            La préparation revient au coordinateur de l’achat. Vous la lisez ici telle qu’elle est.
          </Trans>
        ) : !mayCoordinate ? (
          <Trans>Votre mandat ne permet pas de changer la préparation : parlez-en à votre direction.</Trans>
        ) : round.actions.includes("change") ? (
          <Trans>
            Le recensement a été ouvert : les lots, les critères et les règles ne changent plus. Le titre et
            la présentation se corrigent encore, et les dates à venir peuvent être repoussées.
          </Trans>
        ) : (
          <Trans>À cette étape, la préparation ne change plus.</Trans>
        )}
      </Text>
    </Alert>
  );
}
