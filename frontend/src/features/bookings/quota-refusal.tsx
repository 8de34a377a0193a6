import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconScissors } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ApiProblem } from "@/api/problem";
import type { Span } from "@/features/bookings/period";
import { useDuration } from "@/features/bookings/preview";
import { type Quota, quotaFrom, shortened } from "@/features/bookings/quota";
import classes from "@/features/bookings/quota-refusal.module.css";

type QuotaRefusalProps = {
  problem: ApiProblem;
  /** What was asked, while it can be read from the form. */
  asked: (Span & { quantity: number }) | null;
  leastMinutes: number;
  onChoose: (slot: Span) => void;
};

/** The rules of the agreement leave less than was asked: how much, until when, and what would still do. */
export function QuotaRefusal({ problem, asked, leastMinutes, onChoose }: QuotaRefusalProps) {
  const { t } = useLingui();
  const quota = quotaFrom(problem);
  const shorter = asked && quota ? shortened(asked, quota, leastMinutes) : null;
  const title = quota && quota.left_minutes > 0 ? t`Plus que ce qui vous reste` : problem.title;
  return (
    <Alert role="alert" color="orange" icon={<IconAlertTriangle aria-hidden="true" />} title={title}>
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

/** What is booked, then what is asked, against what the rules allow; the sentence says the same. */
function Used({ quota }: { quota: Quota }) {
  const duration = useDuration();
  const { used_minutes: used, asked_minutes: asked, maximum_hours: hours } = quota;
  const whole = Math.max(used + asked, hours * 60);
  const share = (minutes: number) => `${(minutes / whole) * 100}%`;
  return (
    <div>
      <div className={classes.track} aria-hidden="true">
        <div className={classes.used} style={{ width: share(used) }} />
        <div className={classes.asked} style={{ width: share(asked) }} />
        <div className={classes.limit} style={{ left: share(hours * 60) }} />
      </div>
      <Text size="sm" mt={4}>
        <Trans>
          Déjà réservé : {duration(used)}. Demandé ici : {duration(asked)}. Il reste :{" "}
          <strong>{duration(quota.left_minutes)}</strong>.
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
