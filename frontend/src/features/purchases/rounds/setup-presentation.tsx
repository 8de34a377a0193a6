import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Paper, Stack, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useApiMutation } from "@/api/hooks";
import { type Calendar, calendarDays, movableDays } from "@/features/purchases/rounds/calendar";
import { CalendarFields, useCalendarChecks } from "@/features/purchases/rounds/calendar-fields";
import { type ReportUnsaved, useReport } from "@/features/purchases/rounds/unsaved";
import { type Round, readings } from "@/features/purchases/words";
import { FormErrors } from "@/ui/form-errors";
import { Section } from "@/ui/page";
import { toastDone } from "@/ui/toast";

type Values = Calendar & { title: string; description: string };

/** The title, the words and the days. Once the survey is open, days to come are only put off. */
export function PresentationForm({ round, report }: { round: Round; report: ReportUnsaved }) {
  const { t } = useLingui();
  const check = useCalendarChecks();
  const movable = movableDays(round.state);
  const fixed = calendarDays.filter((day) => !movable.includes(day));
  const draft = round.state === "draft";
  const form = useForm<Values>({
    initialValues: {
      title: round.title,
      description: round.description ?? "",
      needs_until: round.needs_until,
      quotes_until: round.quotes_until,
      award_on: round.award_on,
      starts_on: round.starts_on,
      ends_on: round.ends_on,
    },
    validate: (values) => ({
      ...(values.title.trim() ? {} : { title: t`Donnez un titre.` }),
      ...(draft
        ? {}
        : Object.fromEntries(
            movable
              .filter((day) => values[day] < round[day])
              .map((day) => [day, t`Cette date peut seulement être repoussée : chacun compte dessus.`]),
          )),
      ...check(values),
    }),
  });
  const change = useApiMutation("patch", "/v1/purchases/{round_id}", {
    invalidates: readings,
    onSuccess: () => {
      form.resetDirty();
      toastDone(t`La présentation est enregistrée.`);
    },
  });
  useReport(report, "presentation", form.isDirty());
  const submit = form.onSubmit((values) => {
    const days = Object.fromEntries(movable.map((day) => [day, values[day]]));
    change.mutate({
      path: { round_id: round.id },
      body: { ...days, title: values.title.trim(), description: values.description.trim() || null },
      version: round.version,
    });
  });
  return (
    <Section title={t`Présentation et calendrier`}>
      <Paper p="lg">
        <form onSubmit={submit} noValidate>
          <Stack gap="md">
            <FormErrors error={change.error} form={form} />
            <TextInput label={t`Titre`} maxLength={200} {...form.getInputProps("title")} />
            <Textarea
              label={t`Présentation (facultatif)`}
              description={t`Ce que vous en attendez, ce qui est exigé des produits. Tous ceux de l’accord la liront.`}
              autosize
              minRows={2}
              maxLength={5000}
              {...form.getInputProps("description")}
            />
            <CalendarFields form={form} fixed={fixed} from={draft ? undefined : round} />
            <Group justify="flex-end">
              <Button type="submit" variant="default" loading={change.isPending}>
                <Trans>Enregistrer la présentation</Trans>
              </Button>
            </Group>
          </Stack>
        </form>
      </Paper>
    </Section>
  );
}
