import { Trans, useLingui } from "@lingui/react/macro";
import { Paper, Text } from "@mantine/core";
import { OpenRound, RoundPage } from "@/features/purchases/round-page";
import { AskedSection } from "@/features/purchases/rounds/asked-section";
import { Cockpit } from "@/features/purchases/rounds/cockpit";
import { GoTo } from "@/features/purchases/rounds/links";
import { LotsSection } from "@/features/purchases/rounds/lots-section";
import { MyPart } from "@/features/purchases/rounds/my-part";
import { RoundRules } from "@/features/purchases/rounds/round-rules";
import type { Round } from "@/features/purchases/words";
import { Section } from "@/ui/page";

/** Where the round is, what one's organisation must do by when, the lots in a sentence each. */
export function PointPage({ roundId }: { roundId: string }) {
  return (
    <OpenRound key={roundId} roundId={roundId} current="point">
      {(round) => <Point round={round} />}
    </OpenRound>
  );
}

function Point({ round }: { round: Round }) {
  const { t } = useLingui();
  return (
    <RoundPage round={round} current="point" lead={<Lead round={round} />}>
      {round.description ? (
        <Text mb="xl" maw="48rem" style={{ whiteSpace: "pre-line" }}>
          {round.description}
        </Text>
      ) : null}
      {round.state === "draft" ? null : (
        <Section title={t`Pour votre organisation`}>
          <Paper p="lg">
            <MyPart round={round} />
          </Paper>
        </Section>
      )}
      {round.coordinates ? <Cockpit round={round} /> : null}
      <LotsSection round={round} />
      {round.state === "draft" ? null : <AskedSection round={round} />}
      <RoundRules round={round} />
    </RoundPage>
  );
}

function Lead({ round }: { round: Round }) {
  const { number, agreement_id: id, agreement_name: name, coordinator_name: coordinator } = round;
  const agreement = (
    <GoTo to="/purchases" search={{ agreement: id }}>
      {name}
    </GoTo>
  );
  if (round.coordinates) {
    return (
      <Trans>
        Achat n° {number} de {agreement}. Votre organisation le coordonne.
      </Trans>
    );
  }
  return coordinator ? (
    <Trans>
      Achat n° {number} de {agreement}, coordonné par {coordinator}.
    </Trans>
  ) : (
    <Trans>
      Achat n° {number} de {agreement}.
    </Trans>
  );
}
