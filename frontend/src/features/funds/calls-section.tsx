import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconSpeakerphone } from "@tabler/icons-react";
import { useState } from "react";
import { useApiInfinite } from "@/api/hooks";
import { useCan } from "@/app/session";
import { CallDialog } from "@/features/funds/call-dialog";
import { applyToFunds, type Call, type Fund, manageFunds } from "@/features/funds/words";
import { FactList } from "@/ui/fact-list";
import { ButtonLink } from "@/ui/links";
import { LoadMore } from "@/ui/load-more";
import { Section } from "@/ui/page";
import { today } from "@/ui/paris-time";
import { EmptyState, Loaded } from "@/ui/states";
import { StatusBadge } from "@/ui/status-badge";
import { DateRange, Money } from "@/ui/values";

/** Calls for projects: between two dates, sometimes with a budget. */
export function CallsSection({ fund }: { fund: Fund }) {
  const { t } = useLingui();
  const [shown, setShown] = useState<Call | "new" | null>(null);
  const mayManage = useCan(manageFunds) && fund.leads;
  const calls = useApiInfinite("/v1/funds/{fund_id}/calls", { path: { fund_id: fund.id } });
  const open = mayManage ? (
    <Button variant="default" onClick={() => setShown("new")}>
      <Trans>Ouvrir un appel</Trans>
    </Button>
  ) : null;
  return (
    <Section title={t`Appels à projets`} actions={calls.data?.length ? open : null}>
      <Loaded query={calls}>
        {(read) =>
          read.length === 0 ? (
            <EmptyState icon={IconSpeakerphone} title={t`Aucun appel à projets`} action={open}>
              <Trans>
                Un appel invite les membres à présenter des projets entre deux dates, dans la limite d’un
                budget. Sans appel, un projet se présente à tout moment.
              </Trans>
            </EmptyState>
          ) : (
            <Stack gap="sm">
              {read.map((call) => (
                <CallCard
                  key={call.id}
                  call={call}
                  fund={fund}
                  onChange={mayManage ? () => setShown(call) : undefined}
                />
              ))}
            </Stack>
          )
        }
      </Loaded>
      <LoadMore query={calls} />
      {shown ? (
        <CallDialog fund={fund} call={shown === "new" ? undefined : shown} onClose={() => setShown(null)} />
      ) : null}
    </Section>
  );
}

type CallCardProps = { call: Call; fund: Fund; onChange: (() => void) | undefined };

function CallCard({ call, fund, onChange }: CallCardProps) {
  const { t } = useLingui();
  const mayApply = useCan(applyToFunds) && fund.takes_part && call.open;
  const { title } = call;
  return (
    <Paper p="md">
      <Group justify="space-between" align="flex-start" gap="sm">
        <div>
          <Group gap="xs">
            <Title order={3}>{call.title}</Title>
            <CallBadge call={call} />
          </Group>
          <Text c="dimmed" size="sm">
            <DateRange from={call.opens_on} to={call.closes_on} />
          </Text>
        </div>
        <Group gap="xs">
          {onChange ? (
            <Button size="xs" variant="default" onClick={onChange} aria-label={t`Modifier l’appel ${title}`}>
              <Trans>Modifier</Trans>
            </Button>
          ) : null}
          {mayApply ? (
            <ButtonLink
              size="xs"
              to="/funds/$fundId/projects/new"
              params={{ fundId: fund.id }}
              search={{ call: call.id }}
            >
              <Trans>Répondre à cet appel</Trans>
            </ButtonLink>
          ) : null}
        </Group>
      </Group>
      <Text my="sm" style={{ whiteSpace: "pre-line" }}>
        {call.description}
      </Text>
      <FactList
        facts={[
          {
            label: t`Budget`,
            value: call.budget_cents === null ? t`Sans limite propre` : <Money cents={call.budget_cents} />,
          },
          { label: t`Déjà accordé`, value: <Money cents={call.committed_cents} /> },
          ...(call.budget_cents === null
            ? []
            : [
                {
                  label: t`Reste au budget`,
                  value: <Money cents={Math.max(0, call.budget_cents - call.committed_cents)} />,
                },
              ]),
        ]}
      />
    </Paper>
  );
}

function CallBadge({ call }: { call: Call }) {
  if (call.open) {
    return (
      <StatusBadge tone="positive">
        <Trans>Ouvert</Trans>
      </StatusBadge>
    );
  }
  return (
    <StatusBadge tone="neutral">
      {call.opens_on > today() ? <Trans>À venir</Trans> : <Trans>Fermé</Trans>}
    </StatusBadge>
  );
}
