import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Stack, Text } from "@mantine/core";
import { IconInfoCircle, IconLock } from "@tabler/icons-react";
import { useApiQuery } from "@/api/hooks";
import { isProblem } from "@/api/problem";
import { FiguresSection } from "@/features/allocations/figures-section";
import { ComputePanel } from "@/features/allocations/lines-compute";
import { useKeysOn } from "@/features/allocations/lines-keys";
import { RunFacts } from "@/features/allocations/lines-run";
import { useSharers } from "@/features/allocations/lines-sharers";
import { LinesSection } from "@/features/allocations/lines-table";
import type { LinesSearch } from "@/features/allocations/list-search";
import { NeedFromAddress } from "@/features/allocations/needs-address";
import { NeedsSection } from "@/features/allocations/needs-section";
import { BackToRun, BackToSharing } from "@/features/allocations/page-links";
import { RunState } from "@/features/allocations/steps-state";
import type { Run } from "@/features/allocations/words";
import { LoadedPage } from "@/ui/loaded-page";
import { Page } from "@/ui/page";

type LinesPageProps = { allocationId: string; search: LinesSearch };

/** The workshop of a run: its lines, what each organisation needs, the figures its keys share by. */
export function LinesPage({ allocationId, search }: LinesPageProps) {
  const { t } = useLingui();
  const run = useApiQuery("/v1/allocations/{allocation_id}", { path: { allocation_id: allocationId } });
  if (isProblem(run.error, "not_found") && search.line && search.asks) {
    return <NeedFromAddress allocationId={allocationId} lineId={search.line} asks={search.asks} />;
  }
  return (
    <LoadedPage query={run} title={t`Lignes à partager`} above={<BackToSharing />}>
      {(found) => <Workshop run={found} asked={search.line} />}
    </LoadedPage>
  );
}

function Workshop({ run, asked }: { run: Run; asked: string | undefined }) {
  const { t } = useLingui();
  const { title } = run;
  const prepares = run.actions.includes("change");
  const keys = useKeysOn(run.agreement_id, run.starts_on);
  const sharers = useSharers(run);
  const parts = { run, prepares, keys: keys.data?.keys ?? [], sharers };
  return (
    <Page
      title={t`Lignes de « ${title} »`}
      lead={
        prepares ? (
          <Trans>
            Écrivez les coûts à partager, réunissez les besoins et les chiffres, puis calculez les parts.
          </Trans>
        ) : (
          <Trans>Les coûts partagés, ce que chacun en a déclaré, et les chiffres des clés.</Trans>
        )
      }
      above={<BackToRun allocationId={run.id} title={run.title} />}
      badge={<RunState state={run.state} />}
    >
      <Stack gap="lg" mb="2.5rem">
        <WhyFixed run={run} />
        <RunFacts run={run} />
      </Stack>
      <LinesSection {...parts} />
      <NeedsSection {...parts} asked={asked} />
      <FiguresSection {...parts} />
      {prepares ? <ComputePanel {...parts} /> : null}
    </Page>
  );
}

/** Why nothing can be changed here, where one would look for the buttons. */
function WhyFixed({ run }: { run: Run }) {
  const { actions, state, note } = run;
  if (actions.includes("change")) {
    return note ? (
      <Alert variant="light" icon={<IconInfoCircle aria-hidden="true" />}>
        <Text style={{ whiteSpace: "pre-line" }}>{note}</Text>
      </Alert>
    ) : null;
  }
  const declares = actions.includes("declare");
  return (
    <Alert variant="light" color="gray" icon={<IconLock aria-hidden="true" />}>
      {state === "reviewed" ? (
        <Trans>
          Les parts sont relues : les lignes ne changent plus. Pour les reprendre, renvoyez ce partage en
          préparation depuis sa page.
        </Trans>
      ) : state === "posted" || state === "replaced" ? (
        <Trans>
          Les relevés sont partis : ces lignes ne changent plus. Pour corriger, on prépare un autre partage
          qui remplace celui-ci.
        </Trans>
      ) : state === "abandoned" ? (
        <Trans>Ce partage est abandonné : ses lignes restent à lire.</Trans>
      ) : declares ? (
        <Trans>
          Le chef de file prépare ces lignes. Déclarez ci-dessous ce que votre organisation paierait seule, ou
          la quantité qu’il lui faut.
        </Trans>
      ) : (
        <Trans>
          Le chef de file prépare ces lignes : vous les lisez, votre mandat ne permet pas de les changer.
        </Trans>
      )}
    </Alert>
  );
}
