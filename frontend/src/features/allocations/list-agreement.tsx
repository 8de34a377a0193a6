import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useApiQuery } from "@/api/hooks";
import { useCan, useMe } from "@/app/session";
import { ProofBadge } from "@/features/allocations/badge";
import classes from "@/features/allocations/list.module.css";
import { type AgreementLine, isLed } from "@/features/allocations/list-agreements";
import { PrepareButton, RunLink, rulesAddress } from "@/features/allocations/list-links";
import { sortRuns, type Told, waitsFor } from "@/features/allocations/list-runs";
import { Elsewhere } from "@/features/allocations/page-links";
import { RunState } from "@/features/allocations/steps-state";
import { prepareRuns, type RunLine, stageWords } from "@/features/allocations/words";
import { type Column, DataList } from "@/ui/data-list";
import { AnchorLink } from "@/ui/links";
import { Section } from "@/ui/page";
import { today } from "@/ui/paris-time";
import { Loaded } from "@/ui/states";
import { StatusBadge } from "@/ui/status-badge";
import { DateRange, Money, Percent } from "@/ui/values";

/** What one agreement shares: the run that counts now, what waits, and those before. */
export function AgreementRuns({ agreement }: { agreement: AgreementLine }) {
  const runs = useApiQuery("/v1/allocations", { query: { agreement_id: agreement.id, limit: 100 } });
  return (
    <Section title={agreement.name} actions={<AgreementLinks agreement={agreement} />}>
      <Loaded query={runs} lines={3}>
        {({ items }) => <Runs agreement={agreement} told={sortRuns(items, today())} any={items.length > 0} />}
      </Loaded>
    </Section>
  );
}

function AgreementLinks({ agreement: { id } }: { agreement: AgreementLine }) {
  return (
    <Group gap="md">
      <Elsewhere to={rulesAddress(id)} size="sm">
        <Trans>Règles</Trans>
      </Elsewhere>
      <Elsewhere to="/statements" search={{ agreement: id }} size="sm">
        <Trans>Relevés</Trans>
      </Elsewhere>
      <Elsewhere to="/allocations/vat" search={{ agreement: id }} size="sm">
        <Trans>Avis sur la TVA</Trans>
      </Elsewhere>
    </Group>
  );
}

function Runs({ agreement, told, any }: { agreement: AgreementLine; told: Told; any: boolean }) {
  const { current, when, waiting, others } = told;
  if (!any) return <HowItBegins agreement={agreement} />;
  return (
    <Stack gap="md">
      {current ? <Current run={current} when={when} /> : null}
      {waiting.map((run) => (
        <WaitingRun key={run.id} run={run} leads={isLed(agreement)} />
      ))}
      {others.length > 0 ? <Others runs={others} /> : null}
    </Stack>
  );
}

/** How a run begins, and for whom: the lead begins, the others know whom to ask. */
function HowItBegins({ agreement }: { agreement: AgreementLine }) {
  const mayPrepare = useCan(prepareRuns);
  const leads = isLed(agreement);
  const { lead_name: lead, state } = agreement;
  return (
    <Paper p="md">
      <Stack gap="sm" align="flex-start">
        <Text fw={600}>
          <Trans>Rien n’est encore partagé dans cet accord.</Trans>
        </Text>
        <Text c="dimmed" maw="42rem">
          {!leads ? (
            lead ? (
              <Trans>
                Le chef de file, {lead}, prépare le budget à partager et vous demande vos besoins ; votre part
                apparaîtra ici, avec son explication.
              </Trans>
            ) : (
              <Trans>
                Le chef de file prépare le budget à partager et vous demande vos besoins ; votre part
                apparaîtra ici, avec son explication.
              </Trans>
            )
          ) : state === "ended" ? (
            <Trans>L’accord est terminé et rien n’y a été partagé.</Trans>
          ) : mayPrepare ? (
            <Trans>
              Votre organisation est chef de file : écrivez les coûts de la période, choisissez pour chacun
              une clé votée, calculez les parts. Une autre personne les relit avant que rien ne soit dû.
            </Trans>
          ) : (
            <Trans>
              Votre organisation est chef de file, mais votre mandat ne permet pas de préparer un partage :
              parlez-en à votre direction.
            </Trans>
          )}
        </Text>
        {leads && mayPrepare && state !== "ended" ? (
          <PrepareButton agreement={agreement.id} variant="default" />
        ) : null}
      </Stack>
    </Paper>
  );
}

/** The run that counts: one's own share first, then what it saves. */
function Current({ run, when }: { run: RunLine; when: Told["when"] }) {
  const { i18n } = useActiveLingui();
  return (
    <Paper p="lg" component="article" aria-label={run.title}>
      <Stack gap="md">
        <Group justify="space-between" gap="sm">
          <div>
            <Title order={3}>
              <RunLink id={run.id} title={run.title} />
            </Title>
            <Text size="sm" c="dimmed">
              {i18n._(stageWords[run.stage].name)} ·{" "}
              {when === "now" ? (
                <Trans>en ce moment</Trans>
              ) : when === "later" ? (
                <Trans>à venir</Trans>
              ) : (
                <Trans>période finie</Trans>
              )}{" "}
              · <DateRange from={run.starts_on} to={run.ends_on} />
            </Text>
          </div>
          {run.certificate_state ? <ProofBadge state={run.certificate_state} /> : null}
        </Group>
        <dl className={classes.figures}>
          <Share run={run} />
          {run.total_cents === null ? null : (
            <div>
              <dt>
                <Trans>Partagé en tout</Trans>
              </dt>
              <dd>
                <Money cents={run.total_cents} />
              </dd>
            </div>
          )}
        </dl>
      </Stack>
    </Paper>
  );
}

function Share({ run }: { run: RunLine }) {
  if (run.my_cents === null) {
    return (
      <Text c="dimmed">
        <Trans>Votre organisation n’a pas de part dans ce partage.</Trans>
      </Text>
    );
  }
  const known = run.certificate_state !== "not_asked";
  return (
    <>
      <div>
        <dt>
          <Trans>Votre part</Trans>
        </dt>
        <dd className={classes.main}>
          <Money cents={run.my_cents} />
        </dd>
      </div>
      {known ? <Savings run={run} /> : null}
    </>
  );
}

/** Alone against here, over what can be compared. */
function Savings({ run }: { run: RunLine }) {
  const me = useMe().acting_for?.organisation_id;
  const mine = useApiQuery(
    "/v1/allocations/{allocation_id}/shares/{organisation_id}",
    { path: { allocation_id: run.id, organisation_id: me ?? "" } },
    { enabled: me !== undefined, staleTime: 300_000 },
  );
  const comparison = mine.data?.comparison;
  if (!comparison) return null;
  const { alone_cents: alone, saved_cents: saved, saved_bp: ratio } = comparison;
  return (
    <>
      <div>
        <dt>
          <Trans>Seul, vous paieriez</Trans>
        </dt>
        <dd>
          <Money cents={alone} />
        </dd>
      </div>
      <div>
        <dt>{saved < 0 ? <Trans>Vous payez de plus</Trans> : <Trans>Vous économisez</Trans>}</dt>
        <dd>
          <Money cents={Math.abs(saved)} />{" "}
          {ratio === null ? null : (
            <Text span size="sm" c="dimmed">
              (<Percent ratio={Math.abs(ratio) / 10_000} decimals={1} />)
            </Text>
          )}
        </dd>
      </div>
    </>
  );
}

/** A run that is not posted, and for whom it waits. */
function WaitingRun({ run, leads }: { run: RunLine; leads: boolean }) {
  const { i18n } = useActiveLingui();
  return (
    <Paper p="md" component="article" aria-label={run.title}>
      <Group justify="space-between" gap="sm">
        <div>
          <RunLink id={run.id} title={run.title} />
          <Text size="sm" c="dimmed">
            {i18n._(stageWords[run.stage].name)} · <DateRange from={run.starts_on} to={run.ends_on} />
          </Text>
          <Text size="sm" mt={4}>
            <WhatItWaitsFor run={run} leads={leads} />
          </Text>
        </div>
        <Group gap="sm">
          {run.my_cents === null ? null : (
            <Text size="sm">
              <Trans>
                Votre part à ce jour : <Money cents={run.my_cents} />
              </Trans>
            </Text>
          )}
          <StatusBadge tone={leads ? "attention" : "neutral"}>
            <WaitingName run={run} />
          </StatusBadge>
        </Group>
      </Group>
    </Paper>
  );
}

function WaitingName({ run }: { run: RunLine }) {
  const waiting = waitsFor(run);
  if (waiting === "to_compute") return <Trans>À préparer</Trans>;
  if (waiting === "to_review") return <Trans>À relire</Trans>;
  return <Trans>À émettre</Trans>;
}

function WhatItWaitsFor({ run, leads }: { run: RunLine; leads: boolean }) {
  const waiting = waitsFor(run);
  if (!leads && waiting === "to_compute") {
    return (
      <Trans>
        Le chef de file y travaille : rien n’est dû.{" "}
        <AnchorLink to="/allocations/$allocationId/lines" params={{ allocationId: run.id }}>
          Voir s’il vous demande un prix ou une quantité
        </AnchorLink>
      </Trans>
    );
  }
  if (!leads)
    return <Trans>Les parts sont calculées, le chef de file y travaille encore : rien n’est dû.</Trans>;
  if (waiting === "to_compute")
    return <Trans>Complétez les lignes, les besoins et les chiffres, puis calculez.</Trans>;
  if (waiting === "to_review") {
    return <Trans>Les parts sont calculées : une autre personne que celle qui a calculé les relit.</Trans>;
  }
  return <Trans>Les parts sont relues : il reste à émettre les relevés.</Trans>;
}

function Others({ runs }: { runs: RunLine[] }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const columns: Column<RunLine>[] = [
    {
      key: "title",
      header: t`Partage`,
      phone: "title",
      cell: (run) => <RunLink id={run.id} title={run.title} />,
    },
    { key: "stage", header: t`Étape`, cell: ({ stage }) => i18n._(stageWords[stage].name) },
    {
      key: "period",
      header: t`Période`,
      cell: (run) => <DateRange from={run.starts_on} to={run.ends_on} />,
    },
    {
      key: "mine",
      header: t`Votre part`,
      align: "right",
      cell: ({ my_cents: cents }) => (cents === null ? "–" : <Money cents={cents} />),
    },
    { key: "state", header: t`État`, cell: ({ state }) => <RunState state={state} /> },
  ];
  return <DataList label={t`Autres partages`} items={runs} columns={columns} rowKey={({ id }) => id} />;
}
