import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, Group, NumberInput, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { type UseFormReturnType, useForm } from "@mantine/form";
import { useDebouncedValue } from "@mantine/hooks";
import { IconAlertTriangle } from "@tabler/icons-react";
import { type ReactNode, useEffect } from "react";
import { isProblem } from "@/api/problem";
import classes from "@/features/bookings/booking-form.module.css";
import { NextFree } from "@/features/bookings/next-free";
import {
  type PeriodValues,
  type Span,
  spanOf,
  spansFrom,
  startMoved,
  valuesOf,
} from "@/features/bookings/period";
import { PreviewPanel, type Resource, usePreview } from "@/features/bookings/preview";
import { QuotaRefusal } from "@/features/bookings/quota-refusal";
import type { Booking } from "@/features/bookings/words";
import { ClockField } from "@/ui/clock-field";
import { FormErrors } from "@/ui/form-errors";
import { today } from "@/ui/paris-time";

export type BookingValues = PeriodValues & { quantity: number | string; purpose: string };

export type BookingBody = Span & { quantity: number; purpose: string | null };

type BookingFormProps = {
  resource: Resource;
  initial: Span & { quantity: number; purpose: string | null };
  changed?: Booking;
  error: unknown;
  refusal?: ReactNode;
  pending: boolean;
  submitLabel: string;
  /** Said above the button: what sending it does. */
  consequence?: ReactNode;
  onCancel: () => void;
  onSubmit: (body: BookingBody) => void;
  /** The form was changed since it was refused. */
  onEdit: () => void;
};

/** When, how many and what for; what it costs and whether it is free are said as one types. */
export function BookingForm(props: BookingFormProps) {
  const { resource, initial, changed, error, refusal, pending, submitLabel, onCancel, onSubmit } = props;
  const { t } = useLingui();
  const form = useForm<BookingValues>({
    initialValues: {
      ...valuesOf(initial),
      quantity: initial.quantity,
      purpose: initial.purpose ?? "",
    },
    validate: {
      end_day: (_, values) => (spanOf(values) ? null : t`La fin doit venir après le début.`),
      quantity: (quantity) => (Number(quantity) >= 1 ? null : t`Indiquez au moins une unité.`),
    },
    onValuesChange: props.onEdit,
  });
  const values = form.getValues();
  const span = spanOf(values);
  const quantity = Number(values.quantity);
  const wished = span && quantity >= 1 ? JSON.stringify({ ...span, quantity }) : null;
  const [settled] = useDebouncedValue(wished, 250);
  const asked = settled === null ? null : (JSON.parse(settled) as Span & { quantity: number });
  const preview = usePreview(resource.id, asked);
  const { refetch } = preview;
  useEffect(() => {
    if (error) void refetch();
  }, [error, refetch]);
  const choose = (slot: Span) => form.setValues(valuesOf(slot));
  const submit = form.onSubmit((typed) => {
    const period = spanOf(typed);
    if (period)
      onSubmit({ ...period, quantity: Number(typed.quantity), purpose: typed.purpose.trim() || null });
  });
  return (
    <form onSubmit={submit} noValidate className={classes.form}>
      <Stack gap="lg">
        {refusal ??
          (isProblem(error, "quota_exceeded") ? (
            <QuotaRefusal
              problem={error}
              asked={span && quantity >= 1 ? { ...span, quantity } : null}
              leastMinutes={resource.minimum_minutes}
              onChoose={choose}
            />
          ) : (
            <BookingRefusal error={error} form={form} onChoose={choose} />
          ))}
        <PeriodFields form={form} />
        {resource.quantity > 1 ? (
          <NumberInput
            label={t`Quantité`}
            description={
              resource.unit_name
                ? t`${resource.quantity} en tout (${resource.unit_name}).`
                : t`${resource.quantity} unités en tout.`
            }
            min={1}
            max={resource.quantity}
            allowDecimal={false}
            {...form.getInputProps("quantity")}
          />
        ) : null}
        <Textarea
          label={t`Pour quoi faire (facultatif)`}
          description={t`Lu par votre organisation et par ${resource.organisation_name}. N’écrivez ni nom de résident ni donnée de santé. Par exemple : sortie au marché.`}
          autosize
          minRows={2}
          maxLength={500}
          {...form.getInputProps("purpose")}
        />
      </Stack>
      <div className={classes.panel}>
        <PreviewPanel
          resource={resource}
          asked={asked}
          preview={preview}
          changed={changed}
          refused={isProblem(error, "slot_taken", "quota_exceeded")}
          onChoose={choose}
        />
      </div>
      <Stack gap="lg">
        {props.consequence ? <Text c="dimmed">{props.consequence}</Text> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            <Trans>Annuler</Trans>
          </Button>
          <Button type="submit" loading={pending}>
            {submitLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

type Form = Pick<
  UseFormReturnType<BookingValues>,
  "getInputNode" | "getInputProps" | "getValues" | "setErrors" | "setFieldValue" | "setValues"
>;

function PeriodFields({ form }: { form: Form }) {
  const { t } = useLingui();
  const field = (name: keyof PeriodValues) => form.getInputProps(name);
  const moveStart = (part: Partial<PeriodValues>) => {
    const before = form.getValues();
    form.setValues(startMoved(before, { ...before, ...part }));
  };
  return (
    <>
      <Group grow align="flex-start" gap="sm">
        <TextInput
          type="date"
          label={t`Début : jour`}
          required
          withAsterisk={false}
          min={today()}
          {...field("start_day")}
          onChange={(event) => moveStart({ start_day: event.currentTarget.value })}
        />
        <ClockField
          label={t`Début : heure`}
          {...field("start_clock")}
          value={form.getValues().start_clock}
          onChange={(start_clock) => moveStart({ start_clock })}
        />
      </Group>
      <Group grow align="flex-start" gap="sm">
        <TextInput
          type="date"
          label={t`Fin : jour`}
          required
          withAsterisk={false}
          min={form.getValues().start_day || today()}
          {...field("end_day")}
        />
        <ClockField
          label={t`Fin : heure`}
          {...field("end_clock")}
          value={form.getValues().end_clock}
          onChange={(end_clock) => form.setFieldValue("end_clock", end_clock)}
        />
      </Group>
    </>
  );
}

type BookingRefusalProps = { error: unknown; form: Form; onChoose: (slot: Span) => void };

/** Somebody else was faster: when it is free next, one touch away. */
function BookingRefusal({ error, form, onChoose }: BookingRefusalProps) {
  if (!isProblem(error, "slot_taken")) return <FormErrors error={error} form={form} />;
  const { next_free: free } = error.context;
  return (
    <Alert role="alert" color="orange" icon={<IconAlertTriangle aria-hidden="true" />} title={error.title}>
      <Stack gap="sm">
        <Text size="sm">{error.detail}</Text>
        <NextFree slots={spansFrom(free)} onChoose={onChoose} />
      </Stack>
    </Alert>
  );
}
