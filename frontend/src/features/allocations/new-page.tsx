import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Paper, Radio, Select, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconChartPie } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useApiMutation, useApiQuery, useIdempotencyKey } from "@/api/hooks";
import { useCan } from "@/app/session";
import { type AgreementLine, isLed, useAgreements } from "@/features/allocations/list-agreements";
import type { NewSearch } from "@/features/allocations/list-search";
import { useRunChecks } from "@/features/allocations/new-checks";
import {
  CallFields,
  NoteField,
  PeriodFields,
  type RunForm,
  TitleField,
} from "@/features/allocations/new-fields";
import { actualOf, bodyOf, correctionOf, freshValues, type Values } from "@/features/allocations/new-values";
import { BackToSharing } from "@/features/allocations/page-links";
import { prepareRuns, type Run, type RunLine, readings, stageWords } from "@/features/allocations/words";
import { FormErrors } from "@/ui/form-errors";
import { ButtonLink } from "@/ui/links";
import { Page } from "@/ui/page";
import { today } from "@/ui/paris-time";
import { EmptyState, Loaded } from "@/ui/states";
import { toastDone } from "@/ui/toast";

/** Prepares a run: a budget, actual costs, or what corrects a posted one. */
export function NewRunPage({ search }: { search: NewSearch }) {
  const { t } = useLingui();
  return (
    <Page
      title={search.replaces ? t`Corriger un partage` : t`Préparer un partage`}
      lead={
        search.replaces ? (
          <Trans>Un nouveau partage reprend les lignes de l’ancien ; une fois émis, il prend sa place.</Trans>
        ) : (
          <Trans>Qui, pour quelle période, en combien d’appels. Les lignes viennent ensuite.</Trans>
        )
      }
      above={<BackToSharing agreement={search.agreement} />}
      narrow
    >
      <Preparing search={search} />
    </Page>
  );
}

function Preparing({ search }: { search: NewSearch }) {
  const { t } = useLingui();
  const mayPrepare = useCan(prepareRuns);
  const agreements = useAgreements();
  if (!mayPrepare) {
    return (
      <EmptyState icon={IconChartPie} title={t`Votre mandat ne permet pas de préparer un partage`}>
        <Trans>
          Cela revient à la direction ou à la coordination de votre organisation : parlez-leur-en.
        </Trans>
      </EmptyState>
    );
  }
  return (
    <Loaded query={agreements} lines={6}>
      {(all) => {
        const led = all.filter((one) => isLed(one) && one.state !== "ended");
        return led.length === 0 ? <NothingToLead /> : <FromOrigin search={search} led={led} />;
      }}
    </Loaded>
  );
}

function NothingToLead() {
  const { t } = useLingui();
  return (
    <EmptyState
      icon={IconChartPie}
      title={t`Aucun accord dont partager les coûts`}
      action={
        <ButtonLink to="/pools/new" variant="default">
          <Trans>Créer une mutualisation</Trans>
        </ButtonLink>
      }
    >
      <Trans>
        C’est l’organisation chef de file d’un accord qui prépare le partage de ses coûts, et la vôtre n’en
        mène aucun. Dans les accords où vous êtes partie, demandez-le au chef de file.
      </Trans>
    </EmptyState>
  );
}

type Led = { search: NewSearch; led: AgreementLine[] };

/** The run that the address names, if any, is read first: its period and its calls fill the form. */
function FromOrigin({ search, led }: Led) {
  const id = search.replaces ?? search.budget;
  const origin = useApiQuery(
    "/v1/allocations/{allocation_id}",
    { path: { allocation_id: id ?? "" } },
    { enabled: id !== undefined },
  );
  if (id === undefined) return <NewRunForm led={led} start={startOf(search, led)} replaces={undefined} />;
  return (
    <Loaded query={origin} lines={6}>
      {(run) => (
        <NewRunForm
          led={led}
          start={search.replaces ? correctionOf(run, today()) : actualOf(run, today())}
          replaces={search.replaces ? run : undefined}
        />
      )}
    </Loaded>
  );
}

function startOf(search: NewSearch, led: AgreementLine[]): Values {
  const named = led.find(({ id }) => id === search.agreement) ?? (led.length === 1 ? led[0] : undefined);
  return freshValues(named?.id ?? "", today());
}

type NewRunFormProps = { led: AgreementLine[]; start: Values; replaces: Run | undefined };

function NewRunForm({ led, start, replaces }: NewRunFormProps) {
  const titleFor = useTitles(replaces);
  const navigate = useNavigate();
  const { t } = useLingui();
  const { key } = useIdempotencyKey();
  const form = useForm<Values>({
    initialValues: { ...start, title: titleFor(start) },
    validate: useRunChecks(),
    // A title told by the form itself follows what it names; one that was typed stays.
    onValuesChange: (values, previous) => {
      const told = titleFor(values);
      if (values.title === titleFor(previous) && values.title !== told) form.setFieldValue("title", told);
    },
  });
  const create = useApiMutation("post", "/v1/allocations", {
    invalidates: readings,
    onSuccess: ({ id }) => {
      toastDone(t`Le partage est prêt à remplir. Écrivez maintenant ses lignes.`);
      return navigate({ to: "/allocations/$allocationId/lines", params: { allocationId: id } });
    },
  });
  const submit = form.onSubmit((values) =>
    create.mutate({ body: bodyOf(values, replaces?.id), idempotencyKey: key }),
  );
  const values = form.getValues();
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        <FormErrors error={create.error} form={form} />
        {replaces ? (
          <Corrected run={replaces} />
        ) : (
          <>
            <AgreementField form={form} led={led} />
            <StageField form={form} />
          </>
        )}
        <TitleField form={form} />
        <PeriodFields form={form} fixed={values.budget_id !== ""} />
        <CallFields form={form} />
        <NoteField form={form} />
        <Paper p="md">
          <WhatFollows replaces={replaces} />
        </Paper>
        <Group justify="flex-end">
          <ButtonLink
            to="/allocations"
            search={{ agreement: values.agreement_id || undefined }}
            variant="default"
          >
            <Trans>Annuler</Trans>
          </ButtonLink>
          <Button type="submit" loading={create.isPending}>
            <Trans>Préparer ce partage</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** "Budget 2027", "Dépenses réelles 2026", until another title is typed. */
function useTitles(replaces: Run | undefined) {
  const { t } = useLingui();
  return ({ stage, starts_on }: Pick<Values, "stage" | "starts_on">) => {
    const year = starts_on.slice(0, 4);
    if (replaces) {
      const { title } = replaces;
      return t`${title} (corrigé)`;
    }
    return stage === "budget" ? t`Budget ${year}` : t`Dépenses réelles ${year}`;
  };
}

function Corrected({ run }: { run: Run }) {
  const { title } = run;
  return (
    <Paper p="md">
      <Trans>
        Corrige « {title} » ({run.agreement_name}). Ses lignes et les besoins déclarés sont copiés ; tant que
        le nouveau n’est pas émis, l’ancien reste dû.
      </Trans>
    </Paper>
  );
}

function AgreementField({ form, led }: { form: RunForm; led: AgreementLine[] }) {
  const { t } = useLingui();
  return (
    <Select
      label={t`Accord`}
      description={t`Ceux dont votre organisation est chef de file.`}
      placeholder={t`Choisir un accord`}
      data={led.map(({ id, name }) => ({ value: id, label: name }))}
      allowDeselect={false}
      required
      {...form.getInputProps("agreement_id")}
      onChange={(id) => form.setValues({ agreement_id: id ?? "", budget_id: "" })}
    />
  );
}

function StageField({ form }: { form: RunForm }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const values = form.getValues();
  const pick = (stage: string) =>
    form.setValues({ ...values, stage: stage === "actual" ? "actual" : "budget", budget_id: "" });
  return (
    <>
      <Radio.Group label={t`Que partage-t-on ?`} value={values.stage} onChange={pick}>
        <Stack gap="xs" mt="xs">
          {(["budget", "actual"] as const).map((stage) => (
            <Radio
              key={stage}
              value={stage}
              label={i18n._(stageWords[stage].name)}
              description={i18n._(stageWords[stage].meaning)}
            />
          ))}
        </Stack>
      </Radio.Group>
      {values.stage === "actual" && values.agreement_id ? (
        <BudgetField key={values.agreement_id} form={form} />
      ) : null}
    </>
  );
}

const noBudget = "none";

/** The posted budgets of the agreement: actual costs follow one, or none. */
function BudgetField({ form }: { form: RunForm }) {
  const { t } = useLingui();
  const values = form.getValues();
  const runs = useApiQuery("/v1/allocations", {
    query: { agreement_id: values.agreement_id, stage: "budget", state: "posted", limit: 100 },
  });
  return (
    <Loaded query={runs} lines={1}>
      {({ items }) =>
        items.length === 0 ? (
          <Text c="dimmed">
            <Trans>
              Aucun budget n’a été appelé dans cet accord : tout ce que vous partagez sera à payer.
            </Trans>
          </Text>
        ) : (
          <Select
            label={t`Budget appelé auparavant`}
            description={t`Ses lignes sont copiées, et chacun ne paie ou ne reçoit que la différence.`}
            data={[
              ...items.map(({ id, title }) => ({ value: id, label: title })),
              { value: noBudget, label: t`Aucun : ces dépenses n’ont pas été appelées` },
            ]}
            allowDeselect={false}
            value={values.budget_id || noBudget}
            onChange={(id) =>
              form.setValues(
                following(
                  values,
                  items.find((run) => run.id === id),
                ),
              )
            }
          />
        )
      }
    </Loaded>
  );
}

/** Actual costs take the period of their budget. */
function following(values: Values, budget: RunLine | undefined): Values {
  if (!budget) return { ...values, budget_id: "" };
  return {
    ...values,
    budget_id: budget.id,
    starts_on: budget.starts_on,
    ends_on: budget.ends_on,
  };
}

/** What preparing changes, before anything is prepared. */
function WhatFollows({ replaces }: { replaces: Run | undefined }) {
  return (
    <Text>
      {replaces ? (
        <Trans>
          Rien ne change encore : il faudra recalculer, faire relire par une autre personne, puis émettre.
        </Trans>
      ) : (
        <Trans>
          Rien n’est dû à ce stade. Vous écrirez les lignes, réunirez les besoins et les chiffres et
          calculerez les parts ; une autre personne les relira avant toute émission.
        </Trans>
      )}
    </Text>
  );
}
