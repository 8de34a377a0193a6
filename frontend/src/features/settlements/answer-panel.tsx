import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useCan } from "@/app/session";
import { AcceptDialog, RefuseDialog } from "@/features/settlements/answer-dialogs";
import { OurTransfers } from "@/features/settlements/our-transfers";
import { acceptSettlements, isLive, type Settlement } from "@/features/settlements/words";
import { StatusBadge } from "@/ui/status-badge";
import { DateText } from "@/ui/values";

/** Our answer: asked, given, or not needed. */
export function AnswerPanel({ settlement }: { settlement: Settlement }) {
  const { mine, state, may_answer: asked } = settlement;
  if (asked) return <Asked settlement={settlement} />;
  if (!mine) return null;
  if (mine.answer) {
    return (
      <Group gap="sm" mb="xl">
        {mine.answer === "accepted" ? (
          <StatusBadge tone="positive">
            <Trans>
              Vous avez accepté le <DateText value={mine.answered_at} />
            </Trans>
          </StatusBadge>
        ) : (
          <StatusBadge tone="negative">
            <Trans>
              Vous avez refusé le <DateText value={mine.answered_at} />
            </Trans>
          </StatusBadge>
        )}
        {mine.answer === "accepted" && isLive(state) ? (
          <Text size="sm" c="dimmed">
            <Trans>Pour revenir dessus, demandez au chef de file de retirer la compensation.</Trans>
          </Text>
        ) : null}
      </Group>
    );
  }
  return !mine.must_accept && isLive(state) ? (
    <Text mb="xl">
      <Trans>Votre organisation ne doit rien ici : son accord n’est pas demandé.</Trans>
    </Text>
  ) : null;
}

function Asked({ settlement }: { settlement: Settlement }) {
  const { t } = useLingui();
  const mayAnswer = useCan(acceptSettlements);
  const [answering, setAnswering] = useState<"accept" | "refuse" | null>(null);
  const close = () => setAnswering(null);
  return (
    <Paper p="lg" mb="xl" component="section" aria-label={t`Votre réponse`}>
      <Stack gap="sm">
        <Title order={2}>
          <Trans>Votre réponse est attendue</Trans>
        </Title>
        <OurTransfers settlement={settlement} />
        <Text c="dimmed">
          <Trans>
            Tant que tous ceux qui doivent n’ont pas accepté, rien ne change : vos relevés restent à payer à
            leurs échéances.
          </Trans>
        </Text>
        {mayAnswer ? (
          <Group>
            <Button onClick={() => setAnswering("accept")}>
              <Trans>Accepter…</Trans>
            </Button>
            <Button variant="default" onClick={() => setAnswering("refuse")}>
              <Trans>Refuser…</Trans>
            </Button>
          </Group>
        ) : (
          <Text fw={600}>
            <Trans>
              Votre mandat ne permet pas d’engager des dépenses : la réponse revient à votre direction.
            </Trans>
          </Text>
        )}
      </Stack>
      {answering === "accept" ? <AcceptDialog settlement={settlement} onClose={close} /> : null}
      {answering === "refuse" ? <RefuseDialog settlement={settlement} onClose={close} /> : null}
    </Paper>
  );
}
