import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Paper, Text } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { useApiQuery } from "@/api/hooks";
import { AnswerPanel } from "@/features/settlements/answer-panel";
import { SettlementBadge } from "@/features/settlements/badges";
import { BeforeAndAfter, FlowLegend } from "@/features/settlements/flow-picture";
import { flowOfDebt, flowOfTransfer, gathered } from "@/features/settlements/flows";
import { Gain, MoneyMoved } from "@/features/settlements/gain";
import { ItemList } from "@/features/settlements/item-list";
import { LeadPanel } from "@/features/settlements/lead-panel";
import { BackToOwed } from "@/features/settlements/links";
import { OurChange } from "@/features/settlements/our-change";
import { PositionList } from "@/features/settlements/position-list";
import { StateNotice } from "@/features/settlements/state-notice";
import { TransferList } from "@/features/settlements/transfer-list";
import { isLive, type Settlement } from "@/features/settlements/words";
import { LoadedPage } from "@/ui/loaded-page";
import { Page, Section } from "@/ui/page";
import { DateText } from "@/ui/values";

/** One settlement: what it changes for us, our answer, then what it changes for all. */
export function SettlementPage({ settlementId }: { settlementId: string }) {
  const { t } = useLingui();
  const settlement = useApiQuery("/v1/settlements/{settlement_id}", {
    path: { settlement_id: settlementId },
  });
  return (
    <LoadedPage query={settlement} title={t`Compensation`}>
      {(read) => <Shown settlement={read} />}
    </LoadedPage>
  );
}

function Shown({ settlement }: { settlement: Settlement }) {
  const { t } = useLingui();
  const { number, state, agreement_id: agreement, agreement_name: name } = settlement;
  const statements =
    state === "carried_out" ? t`Relevés réglés` : isLive(state) ? t`Relevés compensés` : t`Relevés concernés`;
  return (
    <Page
      title={t`Compensation n° ${number}`}
      above={<BackToOwed agreement={agreement} name={name} />}
      badge={<SettlementBadge state={state} />}
      lead={<Lead settlement={settlement} />}
    >
      <StateNotice settlement={settlement} />
      <LeadPanel settlement={settlement} />
      <AnswerPanel settlement={settlement} />
      {settlement.mine ? <OurChange settlement={settlement} mine={settlement.mine} /> : null}
      <WhatIsPaid settlement={settlement} />
      <ForAll settlement={settlement} />
      <Section title={statements}>
        <ItemList items={settlement.items} label={statements} />
      </Section>
    </Page>
  );
}

function Lead({ settlement }: { settlement: Settlement }) {
  const { payments_before: before, payments_after: after, state } = settlement;
  const holds = isLive(state) || state === "carried_out";
  return (
    <>
      {before !== null && after !== null ? (
        <Text c="var(--mantine-color-text)" fw={600} size="lg">
          {holds ? (
            <Gain before={before} after={after} />
          ) : (
            <Trans>
              Elle aurait remplacé {before} paiements par {after}.
            </Trans>
          )}
        </Text>
      ) : null}
      <Text>
        <Trans>
          Proposée le <DateText value={settlement.proposed_at} /> par {settlement.proposed_by_name}, pour les
          relevés à payer jusqu’au <DateText value={settlement.through} />.
        </Trans>{" "}
        {holds && settlement.gross_cents !== null && settlement.net_cents !== null ? (
          <MoneyMoved gross={settlement.gross_cents} net={settlement.net_cents} />
        ) : null}
      </Text>
    </>
  );
}

/** The transfers: those to make once it is carried out, those foreseen before. */
function WhatIsPaid({ settlement }: { settlement: Settlement }) {
  const { t } = useLingui();
  const { transfers, state, agreement_id: agreement } = settlement;
  const due = state === "carried_out";
  if (!due && !isLive(state)) return null;
  return (
    <Section title={due ? t`Virements à faire` : t`Virements qui resteraient à faire`}>
      {transfers.length === 0 ? (
        <Text c="dimmed">
          {settlement.withheld ? (
            <Trans>Votre organisation n’aurait rien à payer ni à recevoir.</Trans>
          ) : (
            <Trans>Aucun : tout s’annule.</Trans>
          )}
        </Text>
      ) : (
        <>
          <Text c="dimmed" mb="sm" maw="46rem">
            {due ? (
              <Trans>
                Faites le vôtre à votre banque. Qui reçoit note l’arrivée ; pour la caisse commune, c’est le
                chef de file.
              </Trans>
            ) : (
              <Trans>Rien n’est à payer tant que la compensation n’est pas réalisée.</Trans>
            )}
          </Text>
          <TransferList transfers={transfers} agreementId={agreement} due={due} />
        </>
      )}
    </Section>
  );
}

function ForAll({ settlement }: { settlement: Settlement }) {
  const { t } = useLingui();
  const { items, transfers, positions, state, withheld } = settlement;
  if (withheld) {
    return (
      <Alert role="note" mb="xl" color="gray" variant="light" icon={<IconInfoCircle aria-hidden="true" />}>
        {withheld}
      </Alert>
    );
  }
  const before = gathered(items.map(flowOfDebt));
  return (
    <Section title={t`Pour chacun`}>
      {transfers.length > 0 ? (
        <Paper p="md" mb="md">
          <FlowLegend />
          <BeforeAndAfter before={before} after={transfers.map(flowOfTransfer)} />
        </Paper>
      ) : null}
      <PositionList positions={positions} state={state} label={t`Ce que chacun doit, reçoit et répond`} />
    </Section>
  );
}
