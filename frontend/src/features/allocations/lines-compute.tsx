import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, Group, Paper, Stack, Text } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { apiQuery, useApiMutation } from "@/api/hooks";
import { useCan } from "@/app/session";
import { Mend } from "@/features/allocations/lines-mend";
import type { WorkshopProps } from "@/features/allocations/lines-table";
import { asksNeeds } from "@/features/allocations/needs-section";
import { type Run, readings, reviewRuns } from "@/features/allocations/words";
import { ButtonLink } from "@/ui/links";
import { Section } from "@/ui/page";
import { toastDone } from "@/ui/toast";
import { DateText } from "@/ui/values";

/** Computes the shares; what refuses them is said here, with the means to mend it. */
export function ComputePanel(props: WorkshopProps) {
  const { t } = useLingui();
  const { run } = props;
  const compute = useCompute(run);
  const ready = run.computed_at !== null && !run.out_of_date;
  return (
    <Section title={t`Calculer les parts`}>
      <Paper p="md">
        <Stack gap="md">
          {ready ? <Computed run={run} /> : <BeforeComputing {...props} />}
          {compute.error ? <Mend {...props} error={compute.error} again={compute.again} /> : null}
          {run.actions.includes("compute") ? (
            <Group gap="sm">
              <Button
                variant={ready ? "default" : "filled"}
                loading={compute.isPending}
                onClick={() => compute.start(run.version)}
              >
                {ready ? <Trans>Recalculer</Trans> : <Trans>Calculer les parts</Trans>}
              </Button>
            </Group>
          ) : null}
        </Stack>
      </Paper>
    </Section>
  );
}

function useCompute(run: Run) {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const path = { allocation_id: run.id };
  const compute = useApiMutation("post", "/v1/allocations/{allocation_id}/compute", {
    invalidates: readings,
    onSuccess: () => toastDone(t`Les parts sont calculées. Une autre personne doit maintenant les relire.`),
  });
  const start = (version: number) => compute.mutate({ path, version });
  // What was just mended changed the run: it is read again before it is computed.
  const again = () =>
    void queryClient
      .fetchQuery({ ...apiQuery("/v1/allocations/{allocation_id}", { path }), staleTime: 0 })
      .then(({ version }) => start(version));
  return { start, again, isPending: compute.isPending, error: compute.error };
}

function Computed({ run }: { run: Run }) {
  const mayReview = useCan(reviewRuns);
  return (
    <Alert
      role="status"
      variant="light"
      color="pine"
      icon={<IconCheck aria-hidden="true" />}
      title={
        <Trans>
          Parts calculées le <DateText value={run.computed_at} />
        </Trans>
      }
    >
      <Stack gap="sm" align="flex-start">
        <Text>
          {run.computed_by_me ? (
            <Trans>
              Une autre personne de votre organisation doit maintenant les relire : qui a calculé ne relit
              pas.
            </Trans>
          ) : mayReview ? (
            <Trans>Quelqu’un d’autre les a calculées : vous pouvez les relire sur la page du partage.</Trans>
          ) : (
            <Trans>Une autre personne que celle qui a calculé doit maintenant les relire.</Trans>
          )}
        </Text>
        <ButtonLink to="/allocations/$allocationId" params={{ allocationId: run.id }}>
          <Trans>Voir les parts</Trans>
        </ButtonLink>
      </Stack>
    </Alert>
  );
}

/** What is known to be missing before the service is asked. */
function BeforeComputing({ run, sharers }: WorkshopProps) {
  const asking = run.lines.filter(asksNeeds);
  const missing = asking.reduce((sum, line) => {
    const stated = new Set(line.needs.map(({ organisation_id }) => organisation_id));
    return sum + sharers.filter(({ id }) => !stated.has(id)).length;
  }, 0);
  if (run.lines.length === 0) {
    return (
      <Text c="dimmed">
        <Trans>Ajoutez au moins une ligne : rien n’est encore à partager.</Trans>
      </Text>
    );
  }
  return (
    <Stack gap={4}>
      {run.out_of_date ? (
        <Text fw={500}>
          <Trans>Des besoins ont changé depuis le dernier calcul.</Trans>
        </Text>
      ) : null}
      {missing > 0 ? (
        <Text fw={500}>
          <Plural
            value={missing}
            one="Il manque encore une déclaration de prix seul ou de quantité."
            other="Il manque encore # déclarations de prix seul ou de quantité."
          />
        </Text>
      ) : null}
      <Text c="dimmed">
        <Trans>
          Chaque ligne se partage par sa clé, au centime près. Le calcul peut être refait tant que les parts
          ne sont pas relues ; rien n’est dû avant leur émission.
        </Trans>
      </Text>
    </Stack>
  );
}
