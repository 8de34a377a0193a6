import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, List, Text } from "@mantine/core";
import { IconAlertTriangle, IconInfoCircle } from "@tabler/icons-react";
import { useApiQuery } from "@/api/hooks";
import { DecisionActions } from "@/features/decisions/actions";
import { DecisionBadge } from "@/features/decisions/badges";
import { isRunning, moves } from "@/features/decisions/calendar";
import { CountSection } from "@/features/decisions/count-section";
import classes from "@/features/decisions/decisions.module.css";
import { DraftPanel } from "@/features/decisions/draft-panel";
import { AgreementLink, BackToDecisions } from "@/features/decisions/links";
import { ResultPanel } from "@/features/decisions/result-panel";
import { CalendarSection, RuleSection } from "@/features/decisions/side-sections";
import { useNow } from "@/features/decisions/use-now";
import { VotePanel } from "@/features/decisions/vote-panel";
import { VotersSection } from "@/features/decisions/voters-section";
import type { Decision } from "@/features/decisions/words";
import { FictionalBadge } from "@/ui/fictional-badge";
import { LoadedPage } from "@/ui/loaded-page";
import { Page, Section } from "@/ui/page";

/** While a vote runs, the page follows it: each reading replaces the one before, in place. */
const pace = 10_000;

/** One question: why it is asked, what it changes, one’s vote, where it stands, who voted. */
export function DecisionPage({ id }: { id: string }) {
  const { t } = useLingui();
  const now = useNow();
  const reading = { path: { decision_id: id } };
  const decision = useApiQuery("/v1/decisions/{decision_id}", reading);
  const isAwaited = decision.data !== undefined && moves(decision.data, now);
  useApiQuery("/v1/decisions/{decision_id}", reading, { refetchInterval: isAwaited ? pace : false });
  return (
    <LoadedPage query={decision} title={t`Vote`} above={<BackToDecisions />}>
      {(read) => <OneDecision decision={read} now={now} />}
    </LoadedPage>
  );
}

function OneDecision({ decision, now }: { decision: Decision; now: number }) {
  const { title, state, outcome, number, agreement, effect_name: matter, proposed_by: proposer } = decision;
  const isAwaited = state === "convened" || state === "open";
  return (
    <Page
      title={title}
      above={<BackToDecisions />}
      badge={
        <>
          <DecisionBadge state={state} outcome={outcome} />
          {decision.fictional ? <FictionalBadge /> : null}
        </>
      }
      lead={
        <Trans>
          Question n° {number} de <AgreementLink agreement={agreement} /> · {matter} · proposée par{" "}
          {proposer.name}
        </Trans>
      }
      actions={<DecisionActions decision={decision} />}
    >
      <div className={classes.columns}>
        <div className={classes.main}>
          {state === "closed" ? <ResultPanel decision={decision} /> : null}
          {state === "withdrawn" ? <Withdrawn /> : null}
          {state === "draft" ? <DraftPanel decision={decision} /> : null}
          <Why decision={decision} />
          <Changes decision={decision} />
          {isAwaited ? <VotePanel decision={decision} running={isRunning(decision, now)} /> : null}
          {decision.count ? <CountSection decision={decision} count={decision.count} /> : null}
        </div>
        <div className={classes.side}>
          {state === "draft" ? null : <CalendarSection decision={decision} />}
          <RuleSection decision={decision} />
        </div>
      </div>
      {state === "withdrawn" ? null : <VotersSection decision={decision} />}
    </Page>
  );
}

function Withdrawn() {
  const { t } = useLingui();
  return (
    <Alert color="gray" mb="xl" icon={<IconInfoCircle aria-hidden="true" />} title={t`Question retirée`}>
      <Trans>Elle ne sera pas mise au vote. Son texte reste lisible.</Trans>
    </Alert>
  );
}

function Why({ decision: { reason } }: { decision: Decision }) {
  const { t } = useLingui();
  return (
    <Section title={t`Pourquoi cette question`}>
      <Text maw="44rem" className={classes.written ?? ""}>
        {reason}
      </Text>
    </Section>
  );
}

/** What the software will do; once closed, what was told to those who voted. */
function Changes({ decision }: { decision: Decision }) {
  const { t } = useLingui();
  const { changes, cannot_apply: hindrance, state, outcome } = decision;
  const isAdopted = outcome === "adopted";
  if (changes.length === 0 && !hindrance) return null;
  return (
    <Section
      title={
        isAdopted
          ? t`Ce que l’adoption change`
          : state === "closed"
            ? t`Ce qui aurait changé`
            : t`Ce qui change si c’est adopté`
      }
    >
      {hindrance ? (
        <Alert color="orange" icon={<IconAlertTriangle aria-hidden="true" />} maw="44rem">
          {hindrance}
        </Alert>
      ) : (
        <List spacing="xs" maw="44rem">
          {changes.map((sentence) => (
            <List.Item key={sentence}>{sentence}</List.Item>
          ))}
        </List>
      )}
    </Section>
  );
}
