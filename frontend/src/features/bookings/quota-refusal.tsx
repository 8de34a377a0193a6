import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Anchor, Button, Group, Progress, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconScissors } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ApiProblem } from "@/api/problem";
import type { Span } from "@/features/bookings/period";
import { useDuration } from "@/features/bookings/preview";
import { type Quota, quotaFrom, shortened } from "@/features/bookings/quota";

type QuotaRefusalProps = {
  problem: ApiProblem;
  /** What was asked, while it can be read from the form. */
  asked: (Span & { quantity: number }) | null;
  leastMinutes: number;
  onChoose: (slot: Span) => void;
};

/** The rules of the agreement leave less than was asked: how much, until when, and what would still do. */
export function QuotaRefusal({ problem, asked, leastMinutes, onChoose }: QuotaRefusalProps) {
  const quota = quotaFrom(problem);
  const shorter = asked && quota ? shortened(asked, quota, leastMinutes) : null;
  return (
    <Alert role="alert" color="orange" icon={<IconAlertTriangle aria-hidden="true" />} title={problem.title}>
      <Stack gap="sm">
        <Text size="sm">{problem.detail}</Text>
        {quota ? <Used quota={quota} /> : null}
        <Group gap="md">
          {shorter ? <Shorten shorter={shorter} onChoose={onChoose} /> : null}
          {quota ? <RuleLink agreementId={quota.agreement_id} /> : null}
        </Group>
      </Stack>
    </Alert>
  );
}

function Used({ quota }: { quota: Quota }) {
  const duration = useDuration();
  const whole = quota.maximum_hours * 60;
  return (
    <div>
      <Progress.Root size="lg" aria-hidden="true">
        <Progress.Section value={(quota.used_minutes / whole) * 100} />
      </Progress.Root>
      <Text size="sm" mt={4}>
        <Trans>
          Déjà réservé : {duration(quota.used_minutes)}. Demandé ici : {duration(quota.asked_minutes)}. Il
          reste : <strong>{duration(quota.left_minutes)}</strong>.
        </Trans>
      </Text>
    </div>
  );
}

function Shorten({ shorter, onChoose }: { shorter: Span; onChoose: (slot: Span) => void }) {
  const { t } = useLingui();
  const duration = useDuration();
  const length = duration((Date.parse(shorter.ends_at) - Date.parse(shorter.starts_at)) / 60_000);
  return (
    <Button
      variant="default"
      size="sm"
      leftSection={<IconScissors size={18} aria-hidden="true" />}
      onClick={() => onChoose(shorter)}
    >
      {t`Raccourcir à ${length}`}
    </Button>
  );
}

function RuleLink({ agreementId }: { agreementId: string }) {
  const address = { to: "/agreements/$agreementId/rules", params: { agreementId } } as never as {
    to: string;
  };
  return (
    <Anchor component={Link} {...address} size="sm">
      <Trans>Lire la règle</Trans>
    </Anchor>
  );
}
