import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconBellRinging, IconFileCertificate } from "@tabler/icons-react";
import { useState } from "react";
import { useCan } from "@/app/session";
import { SecondCallDialog } from "@/features/decisions/convene-dialog";
import classes from "@/features/decisions/decisions.module.css";
import { convene, type Decision } from "@/features/decisions/words";
import { ButtonLink } from "@/ui/links";
import { StatusBadge } from "@/ui/status-badge";

/** How a vote ended, in one sentence with its figures; what it changed; what proves it. */
export function ResultPanel({ decision }: { decision: Decision }) {
  const { t } = useLingui();
  const { agreement, minutes_id: minutes, outcome, second_call_id: second } = decision;
  const [calling, setCalling] = useState(false);
  const mayConvene = useCan(convene) && decision.mine.may_call_again;
  return (
    <Paper p="lg" mb="xl" className={classes.result ?? ""} data-outcome={outcome}>
      <Stack gap="md" align="flex-start">
        <Title order={2}>
          <Trans>Résultat</Trans>
        </Title>
        <Text fz="1.125rem" fw={600}>
          {decision.result}
        </Text>
        <Effect decision={decision} />
        <Group gap="sm">
          {minutes ? (
            <Button
              component="a"
              href={`/v1/agreements/${agreement.id}/documents/${minutes}/content`}
              download
              variant="default"
              leftSection={<IconFileCertificate size={18} aria-hidden="true" />}
            >
              <Trans>Télécharger le procès-verbal</Trans>
            </Button>
          ) : null}
          {second ? (
            <ButtonLink to="/decisions/$decisionId" params={{ decisionId: second }} variant="default">
              <Trans>Voir la seconde convocation</Trans>
            </ButtonLink>
          ) : null}
          {mayConvene ? (
            <Button
              onClick={() => setCalling(true)}
              leftSection={<IconBellRinging size={18} aria-hidden="true" />}
              aria-label={t`Convoquer une seconde fois…`}
            >
              <Trans>Convoquer une seconde fois…</Trans>
            </Button>
          ) : null}
        </Group>
        {mayConvene ? (
          <Text size="sm" c="dimmed">
            <Trans>
              Le quorum a manqué : la même question peut être posée une seconde fois, avec le quorum que les
              règles prévoient alors.
            </Trans>
          </Text>
        ) : null}
      </Stack>
      {calling ? <SecondCallDialog decision={decision} onClose={() => setCalling(false)} /> : null}
    </Paper>
  );
}

/** What the software did of an adopted decision. */
function Effect({ decision: { effect_state: effect, effect_reason: reason } }: { decision: Decision }) {
  if (effect === "none" || effect === "pending") return null;
  return (
    <Group gap="sm" align="baseline">
      {effect === "applied" ? (
        <StatusBadge tone="positive">
          <Trans>Effet appliqué</Trans>
        </StatusBadge>
      ) : effect === "conditional" ? (
        <StatusBadge tone="attention">
          <Trans>Effet en attente</Trans>
        </StatusBadge>
      ) : (
        <StatusBadge tone="negative">
          <Trans>Effet non appliqué</Trans>
        </StatusBadge>
      )}
      {reason ? (
        <Text flex="1 1 16rem" miw={0}>
          {reason}
        </Text>
      ) : null}
    </Group>
  );
}
