import { useLingui as useActiveLingui } from "@lingui/react";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, Paper, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconFileSpreadsheet, IconInfoCircle, IconScale } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useApiInfinite, useApiQuery } from "@/api/hooks";
import { useSaveFile } from "@/api/save-file";
import { useMe } from "@/app/session";
import { ProofPanel } from "@/features/allocations/badge";
import { MemberBars } from "@/features/allocations/bars";
import { RunLink } from "@/features/allocations/list-links";
import { Hero } from "@/features/allocations/member-hero";
import { FiguresSection } from "@/features/allocations/page-figures";
import { BackToSharing, Elsewhere } from "@/features/allocations/page-links";
import { StatementsSection } from "@/features/allocations/page-statements";
import { RecordSection } from "@/features/allocations/record-section";
import { ShareLines } from "@/features/allocations/slices";
import { RunSteps } from "@/features/allocations/steps";
import { RunState } from "@/features/allocations/steps-state";
import { type Run, stageWords } from "@/features/allocations/words";
import { Refusal } from "@/ui/dialog";
import { ButtonLink } from "@/ui/links";
import { LoadMore } from "@/ui/load-more";
import { LoadedPage } from "@/ui/loaded-page";
import { Page, Section } from "@/ui/page";
import { EmptyState, Loaded } from "@/ui/states";
import { DateRange, Money } from "@/ui/values";

/** One run: what we pay against what we would pay alone, why, whether anybody would do better, and how to check it. */
export function RunPage({ allocationId }: { allocationId: string }) {
  const { t } = useLingui();
  const run = useApiQuery("/v1/allocations/{allocation_id}", { path: { allocation_id: allocationId } });
  return (
    <LoadedPage query={run} title={t`Partage des coûts`} above={<BackToSharing />}>
      {(read) => <Shown run={read} />}
    </LoadedPage>
  );
}

function Shown({ run }: { run: Run }) {
  const underWay = run.state === "draft" || run.state === "reviewed";
  return (
    <Page
      title={run.title}
      above={<BackToSharing agreement={run.agreement_id} />}
      badge={<RunState state={run.state} />}
      lead={<Lead run={run} />}
      actions={run.computed_at === null ? null : <Actions run={run} />}
    >
      <Notices run={run} />
      {underWay ? <RunSteps run={run} /> : null}
      {run.computed_at === null ? <NotComputed run={run} /> : <Computed run={run} />}
      {underWay ? null : <RunSteps run={run} />}
    </Page>
  );
}

function Lead({ run }: { run: Run }) {
  const { i18n } = useActiveLingui();
  const { stage, starts_on: from, ends_on: to, members_count: count, agreement_name: agreement } = run;
  return (
    <>
      <Text inherit>{agreement}</Text>
      <Text inherit>
        {i18n._(stageWords[stage].name)} · <DateRange from={from} to={to} />
        {count !== null && run.total_cents !== null ? (
          <>
            {" · "}
            <Trans>
              <Money cents={run.total_cents} /> partagés entre{" "}
              <Plural value={count} one="une organisation" other="# organisations" />
            </Trans>
          </>
        ) : null}
      </Text>
    </>
  );
}

function Actions({ run }: { run: Run }) {
  const file = useSaveFile();
  return (
    <Stack gap="xs" align="flex-end">
      <div style={{ display: "flex", flexWrap: "wrap", gap: "0.5rem" }}>
        <Button
          variant="default"
          leftSection={<IconFileSpreadsheet size={18} aria-hidden="true" />}
          loading={file.isPending}
          onClick={() =>
            file.mutate({
              address: `/v1/allocations/${run.id}/export`,
              fileName: `partage-${run.number}.xlsx`,
            })
          }
        >
          <Trans>Tableur</Trans>
        </Button>
        <ButtonLink
          to="/allocations/$allocationId/what-if"
          params={{ allocationId: run.id }}
          leftSection={<IconScale size={18} aria-hidden="true" />}
        >
          <Trans>Et si…</Trans>
        </ButtonLink>
      </div>
      {file.error ? <Refusal error={file.error} /> : null}
    </Stack>
  );
}

/** What one must know before reading the figures. */
function Notices({ run }: { run: Run }) {
  const underWay = run.state === "draft" || run.state === "reviewed";
  const { replaces_id: replaced, budget_id: budget, note } = run;
  return (
    <>
      {run.out_of_date ? (
        <Notice color="orange">
          <Trans>
            Des besoins ont été déclarés depuis ce calcul : les parts ci-dessous ne sont plus à jour. Le chef
            de file doit les calculer de nouveau.
          </Trans>
        </Notice>
      ) : null}
      {underWay || replaced || budget || note ? (
        <Notice color="gray">
          <Stack gap="xs">
            {underWay ? (
              <span>
                <Trans>
                  Ce partage n’est pas émis : rien n’est dû, et les montants peuvent encore changer. Seuls le
                  chef de file et ceux qui lisent toutes les lignes le voient.
                </Trans>
              </span>
            ) : null}
            {replaced ? (
              <span>
                <Trans>Ce partage corrige :</Trans> <OtherRun id={replaced} />
              </span>
            ) : null}
            {budget ? (
              <span>
                <Trans>Les dépenses réelles de :</Trans> <OtherRun id={budget} />
              </span>
            ) : null}
            {note ? <span style={{ whiteSpace: "pre-line" }}>{note}</span> : null}
          </Stack>
        </Notice>
      ) : null}
    </>
  );
}

function Notice({ color, children }: { color: "orange" | "gray"; children: ReactNode }) {
  const Icon = color === "orange" ? IconAlertTriangle : IconInfoCircle;
  return (
    <Alert color={color} variant="light" mb="lg" icon={<Icon aria-hidden="true" />}>
      {children}
    </Alert>
  );
}

function OtherRun({ id }: { id: string }) {
  const { t } = useLingui();
  const other = useApiQuery("/v1/allocations/{allocation_id}", { path: { allocation_id: id } });
  return <RunLink id={id} title={other.data?.title ?? t`l’autre partage`} />;
}

function NotComputed({ run }: { run: Run }) {
  const { t } = useLingui();
  return (
    <Section title={t`Les parts`}>
      <EmptyState
        icon={IconScale}
        title={t`Les parts ne sont pas encore calculées`}
        action={
          run.state === "draft" ? (
            <ButtonLink
              to="/allocations/$allocationId/lines"
              params={{ allocationId: run.id }}
              variant="default"
            >
              <Trans>Voir les lignes et les besoins</Trans>
            </ButtonLink>
          ) : null
        }
      >
        <Trans>
          Une fois les dépenses écrites et les besoins déclarés, cette page dira ce que chacun paie, ce qu’il
          paierait seul, et si un groupe ferait mieux de son côté.
        </Trans>
      </EmptyState>
    </Section>
  );
}

function Computed({ run }: { run: Run }) {
  const { t } = useLingui();
  const mine = useMe().acting_for?.organisation_id;
  return (
    <>
      {run.my_cents === null || !mine ? null : <OurShare run={run} mine={mine} />}
      <Everybody run={run} />
      {run.certificate ? (
        <Section title={t`Quelqu’un ferait-il mieux de son côté ?`}>
          <ProofPanel run={run} proof={run.certificate} />
        </Section>
      ) : null}
      <StatementsSection run={run} />
      <FiguresSection run={run} mine={mine} />
      <RecordSection run={run} />
      <Around run={run} />
    </>
  );
}

function OurShare({ run, mine }: { run: Run; mine: string }) {
  const { t } = useLingui();
  const told = useApiQuery("/v1/allocations/{allocation_id}/shares/{organisation_id}", {
    path: { allocation_id: run.id, organisation_id: mine },
  });
  return (
    <Loaded query={told} lines={6}>
      {(explanation) => (
        <>
          <Hero told={explanation} />
          <Section title={t`D’où vient votre part`}>
            <ShareLines told={explanation} run={run} />
          </Section>
        </>
      )}
    </Loaded>
  );
}

/** All members where they may be read; elsewhere what totals tell, and why the rest is kept. */
function Everybody({ run }: { run: Run }) {
  const { t } = useLingui();
  const shares = useApiInfinite("/v1/allocations/{allocation_id}/shares", {
    path: { allocation_id: run.id },
    query: { limit: 100 },
  });
  if (!run.reads_every_line) return <OthersKept run={run} />;
  return (
    <Section title={t`Tous sur la même échelle`}>
      <Loaded query={shares} lines={8}>
        {(all) => <MemberBars allocationId={run.id} shares={all} />}
      </Loaded>
      <LoadMore query={shares} />
    </Section>
  );
}

function OthersKept({ run }: { run: Run }) {
  const { t } = useLingui();
  const { members_count: count, total_cents: total, my_cents: mine } = run;
  return (
    <Section title={t`Et les autres ?`}>
      <Paper p={{ base: "md", xs: "lg" }}>
        <Stack gap="xs">
          <Text>
            <Trans>
              Dans cet accord, chacun ne lit que sa propre ligne : les parts, les chiffres et les prix des
              autres ne vous sont pas montrés, et les vôtres ne leur sont pas montrés non plus.
            </Trans>
          </Text>
          {count !== null && total !== null && mine !== null && total > 0 ? (
            <Text>
              <Trans>
                Vous payez <Money cents={mine} /> des <Money cents={total} /> partagés entre {count}{" "}
                organisations ; à parts égales, ce serait{" "}
                <Money cents={Math.round(total / Math.max(1, count))} /> chacune.
              </Trans>
            </Text>
          ) : null}
          <Text c="dimmed">
            <Trans>
              Ce qui est démontré plus bas l’est pour tous, calculé avec les chiffres de chacun. Pour ouvrir
              les lignes à tous, proposez-le au vote dans{" "}
              <Elsewhere to={`/agreements/${run.agreement_id}/rules`}>les règles de l’accord</Elsewhere>.
            </Trans>
          </Text>
        </Stack>
      </Paper>
    </Section>
  );
}

function Around({ run }: { run: Run }) {
  const { t } = useLingui();
  return (
    <Section title={t`Autour de ce partage`}>
      <Stack gap="xs" align="flex-start">
        <Elsewhere to={`/allocations/${run.id}/lines`}>
          <Trans>Les dépenses, les besoins déclarés et leurs sources</Trans>
        </Elsewhere>
        <Elsewhere to="/allocations/vat" search={{ agreement: run.agreement_id }}>
          <Trans>L’exonération de TVA de cet accord : les avis rendus</Trans>
        </Elsewhere>
        <Elsewhere to={`/agreements/${run.agreement_id}/rules`}>
          <Trans>Les règles adoptées, dont les clés de partage</Trans>
        </Elsewhere>
      </Stack>
    </Section>
  );
}
