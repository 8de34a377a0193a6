import { Trans } from "@lingui/react/macro";
import { Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useApiQuery } from "@/api/hooks";
import { useCan } from "@/app/session";
import { RunLink } from "@/features/allocations/list-links";
import { NewcomerDialog } from "@/features/allocations/steps-newcomer";
import { postRuns, prepareRuns, type Run, type RunLine } from "@/features/allocations/words";
import { ButtonLink } from "@/ui/links";

/** What may follow a posted run: actual costs, a newcomer's price, a correction by a new run. */
export function AfterPosting({ run, leads }: { run: Run; leads: boolean }) {
  if (run.state === "replaced") return <ReplacedBy run={run} />;
  return run.state === "posted" && leads ? <WhatNext run={run} /> : null;
}

function ReplacedBy({ run }: { run: Run }) {
  if (!run.replaced_by_id) return null;
  return (
    <Paper p="md" mt="md">
      <Trans>Un autre partage a remplacé celui-ci :</Trans> <OtherRun id={run.replaced_by_id} />
    </Paper>
  );
}

/** A run by its title, once it is read; what leads to it meanwhile. */
function OtherRun({ id }: { id: string }) {
  const other = useApiQuery("/v1/allocations/{allocation_id}", { path: { allocation_id: id } });
  return <RunLink id={id} title={other.data?.title ?? "…"} />;
}

function WhatNext({ run }: { run: Run }) {
  const mayPrepare = useCan(prepareRuns);
  const mayPost = useCan(postRuns);
  const [charging, setCharging] = useState(false);
  const runs = useApiQuery("/v1/allocations", { query: { agreement_id: run.agreement_id, limit: 100 } });
  const following = runs.data?.items ?? [];
  const actual = run.stage === "budget" ? actualCostsOf(run, following) : undefined;
  const correctable = actual === undefined || actual.state === "draft";
  return (
    <Stack gap="sm" mt="md">
      {run.stage === "budget" ? (
        <Next
          title={<Trans>Partager les dépenses réelles</Trans>}
          words={
            actual ? (
              <Trans>Les dépenses réelles de ce budget ont leur propre partage.</Trans>
            ) : (
              <Trans>
                Une fois la période finie : les mêmes lignes, avec ce qui a vraiment été dépensé. Chacun paie
                ou reçoit la différence avec ce qui lui a été appelé.
              </Trans>
            )
          }
        >
          {actual ? (
            <RunLink id={actual.id} title={actual.title} />
          ) : mayPrepare ? (
            <ButtonLink
              to="/allocations/new"
              search={{ agreement: run.agreement_id, budget: run.id }}
              variant="default"
            >
              <Trans>Préparer les dépenses réelles</Trans>
            </ButtonLink>
          ) : null}
        </Next>
      ) : null}
      {run.actions.includes("add_newcomer") && correctable ? (
        <Next
          title={<Trans>Une organisation est arrivée depuis</Trans>}
          words={
            <Trans>
              Son prix d’arrivée est celui voté, compté selon ses jours de présence. Les appels des autres ne
              changent pas.
            </Trans>
          }
        >
          <Button variant="default" onClick={() => setCharging(true)}>
            <Trans>Appeler un prix d’arrivée…</Trans>
          </Button>
        </Next>
      ) : null}
      {mayPrepare && correctable ? (
        <Next
          title={<Trans>Corriger ce partage</Trans>}
          words={
            <Trans>
              Un partage émis ne change plus. Un nouveau reprend ses lignes ; une fois émis, il prend sa place
              et ce qui a été payé compte.
            </Trans>
          }
        >
          <ButtonLink
            to="/allocations/new"
            search={{ agreement: run.agreement_id, replaces: run.id }}
            variant="default"
          >
            <Trans>Préparer une correction</Trans>
          </ButtonLink>
        </Next>
      ) : null}
      {!(mayPrepare || mayPost) ? (
        <Text c="dimmed">
          <Trans>Votre mandat ne permet ni de corriger ce partage ni d’en préparer la suite.</Trans>
        </Text>
      ) : null}
      {charging ? <NewcomerDialog run={run} onClose={() => setCharging(false)} /> : null}
    </Stack>
  );
}

/** The run of the actual costs of a budget, among those of its agreement: the same period, not abandoned. */
function actualCostsOf(budget: Run, runs: RunLine[]): RunLine | undefined {
  return runs.find(
    (run) =>
      run.stage === "actual" &&
      run.starts_on === budget.starts_on &&
      run.ends_on === budget.ends_on &&
      run.state !== "abandoned" &&
      run.state !== "replaced",
  );
}

function Next({ title, words, children }: { title: ReactNode; words: ReactNode; children: ReactNode }) {
  return (
    <Paper p="md">
      <Group justify="space-between" gap="md">
        <Stack gap={2} maw="36rem">
          <Title order={3} size="h4">
            {title}
          </Title>
          <Text c="dimmed" size="sm">
            {words}
          </Text>
        </Stack>
        {children}
      </Group>
    </Paper>
  );
}
