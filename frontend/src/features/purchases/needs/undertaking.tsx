import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, Group, Paper, Stack, Text } from "@mantine/core";
import { IconSignature } from "@tabler/icons-react";
import { useState } from "react";
import { useApiMutation, useIdempotencyKey } from "@/api/hooks";
import { useCan, useMe } from "@/app/session";
import classes from "@/features/purchases/needs/needs.module.css";
import { type Round, readings, stateNeeds } from "@/features/purchases/words";
import { ConfirmDialog } from "@/ui/dialog";
import { Section } from "@/ui/page";
import { toastDone } from "@/ui/toast";

/** What each undertakes before it states anything; asked first, then kept in sight. */
export function Undertaking({ round }: { round: Round }) {
  const { t } = useLingui();
  const { undertaking, mine } = round;
  if (undertaking === null || mine === null) return null;
  if (mine.undertaken) {
    return (
      <details className={classes.taken}>
        <Text component="summary" size="sm" style={{ cursor: "pointer" }}>
          <Trans>L’engagement de confidentialité que votre organisation a pris</Trans>
        </Text>
        <blockquote className={classes.terms}>{undertaking}</blockquote>
      </details>
    );
  }
  return (
    <Section title={t`D’abord, l’engagement de chacun`}>
      <Paper p="md">
        <Stack gap="md">
          <blockquote className={classes.terms}>{undertaking}</blockquote>
          <Accept round={round} />
        </Stack>
      </Paper>
    </Section>
  );
}

function Accept({ round: { id, state } }: { round: Round }) {
  const { t } = useLingui();
  const [asking, setAsking] = useState(false);
  const mayAccept = useCan(stateNeeds);
  const name = useMe().acting_for?.organisation_name ?? t`votre organisation`;
  const { key } = useIdempotencyKey();
  const accept = useApiMutation("post", "/v1/purchases/{round_id}/undertake", {
    invalidates: readings,
    onSuccess: () => {
      setAsking(false);
      toastDone(t`Engagement pris : vous pouvez déclarer vos besoins.`);
    },
  });
  if (state !== "needs") {
    return (
      <Text c="dimmed">
        <Trans>Votre organisation ne l’a pas pris pendant le recensement.</Trans>
      </Text>
    );
  }
  if (!mayAccept) {
    return (
      <Alert color="gray" variant="light">
        <Trans>
          Votre mandat ne permet pas de prendre cet engagement : parlez-en à la direction de votre
          organisation.
        </Trans>
      </Alert>
    );
  }
  return (
    <>
      <Group>
        <Button leftSection={<IconSignature size={18} aria-hidden="true" />} onClick={() => setAsking(true)}>
          <Trans>Prendre cet engagement</Trans>
        </Button>
      </Group>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t`Engager ${name} ?`}
        consequences={
          <Trans>
            Vous vous engagez au nom de {name}, pour tout cet achat : un engagement pris ne se retire pas.
            Votre nom et l’heure sont gardés. Vous pourrez ensuite déclarer vos besoins.
          </Trans>
        }
        confirmLabel={t`Prendre l’engagement`}
        onConfirm={() => accept.mutate({ path: { round_id: id }, idempotencyKey: key })}
        pending={accept.isPending}
        error={accept.error}
      />
    </>
  );
}
