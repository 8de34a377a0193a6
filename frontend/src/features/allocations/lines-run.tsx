import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Paper, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { useApiMutation } from "@/api/hooks";
import { useRunChecks } from "@/features/allocations/new-checks";
import { CallFields, NoteField, PeriodFields, TitleField } from "@/features/allocations/new-fields";
import { dueDays, type Values } from "@/features/allocations/new-values";
import { type Run, readings, stageWords } from "@/features/allocations/words";
import { Dialog } from "@/ui/dialog";
import { type Fact, FactList } from "@/ui/fact-list";
import { FormErrors } from "@/ui/form-errors";
import { toastDone } from "@/ui/toast";
import { DateRange, DateText } from "@/ui/values";

/** Period, figures and due days of the run; the lead changes them while it is a draft. */
export function RunFacts({ run }: { run: Run }) {
  const [changing, setChanging] = useState(false);
  return (
    <Paper p="md">
      <Stack gap="md">
        <FactList facts={useFacts(run)} />
        {run.actions.includes("change") ? (
          <div>
            <Button variant="default" onClick={() => setChanging(true)}>
              <Trans>Modifier la période ou les échéances</Trans>
            </Button>
          </div>
        ) : null}
      </Stack>
      {changing ? <ChangeDialog run={run} onClose={() => setChanging(false)} /> : null}
    </Paper>
  );
}

function useFacts(run: Run): Fact[] {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const days = dueDays(run);
  return [
    { label: t`Accord`, value: run.agreement_name },
    { label: t`Étape`, value: i18n._(stageWords[run.stage].name) },
    { label: t`Période`, value: <DateRange from={run.starts_on} to={run.ends_on} /> },
    { label: t`Chiffres connus au`, value: <DateText value={run.figures_on} /> },
    {
      label: days.length > 1 ? t`Échéances des appels` : t`Échéance`,
      value: (
        <Group gap="xs">
          {days.map((day) => (
            <DateText key={day} value={day} style="short" />
          ))}
        </Group>
      ),
    },
  ];
}

const valuesOf = (run: Run): Values => ({
  agreement_id: run.agreement_id,
  stage: run.stage,
  budget_id: run.budget_id ?? "",
  title: run.title,
  starts_on: run.starts_on,
  ends_on: run.ends_on,
  figures_on: run.figures_on,
  call_count: run.call_count,
  first_due_on: run.first_due_on,
  months_between: run.months_between,
  note: run.note ?? "",
});

function ChangeDialog({ run, onClose }: { run: Run; onClose: () => void }) {
  const { t } = useLingui();
  const form = useForm({ initialValues: valuesOf(run), validate: useRunChecks() });
  const change = useApiMutation("patch", "/v1/allocations/{allocation_id}", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`Le partage est à jour. Les parts sont à recalculer.`);
      onClose();
    },
  });
  const submit = form.onSubmit((values) =>
    change.mutate({
      path: { allocation_id: run.id },
      body: {
        title: values.title.trim(),
        starts_on: values.starts_on,
        ends_on: values.ends_on,
        figures_on: values.figures_on,
        call_count: Number(values.call_count),
        first_due_on: values.first_due_on,
        months_between: Number(values.months_between),
        note: values.note.trim() || null,
      },
      version: run.version,
    }),
  );
  return (
    <Dialog opened onClose={onClose} title={t`Modifier la période ou les échéances`} size="lg">
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <FormErrors error={change.error} form={form} />
          <TitleField form={form} />
          <PeriodFields form={form} fixed={run.budget_id !== null} />
          <CallFields form={form} />
          <NoteField form={form} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Annuler</Trans>
            </Button>
            <Button type="submit" loading={change.isPending}>
              <Trans>Enregistrer</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
