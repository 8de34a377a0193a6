import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, Checkbox, Group, Stack, Text, TextInput } from "@mantine/core";
import { type UseFormReturnType, useForm } from "@mantine/form";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useApiMutation, useIdempotencyKey } from "@/api/hooks";
import { isProblem } from "@/api/problem";
import {
  firstMinute,
  isTooSoon,
  type Period,
  type PeriodValues,
  periodOf,
  usualPeriod,
} from "@/features/decisions/calendar";
import { type Decision, readings } from "@/features/decisions/words";
import { ClockField } from "@/ui/clock-field";
import { Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { today } from "@/ui/paris-time";
import { toastDone } from "@/ui/toast";
import { DateText } from "@/ui/values";

type Values = PeriodValues & { place: string; urgent: boolean };

type Sent = Period & { place: string | null };

/** Calls the members to vote: when, where, and with which notice. */
export function ConveneDialog({ decision, onClose }: { decision: Decision; onClose: () => void }) {
  const { t } = useLingui();
  const convene = useApiMutation("post", "/v1/decisions/{decision_id}/convene", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`Les membres sont convoqués.`);
      onClose();
    },
  });
  const { earliest_opening: regular, earliest_urgent_opening: urgent } = decision;
  return (
    <CallDialog
      title={t`Convoquer les membres`}
      regular={regular}
      urgent={urgent}
      error={convene.error}
      pending={convene.isPending}
      onClose={onClose}
      onSend={(sent, isUrgent) =>
        convene.mutate({ path: { decision_id: decision.id }, body: { ...sent, urgent: isUrgent } })
      }
    >
      <Trans>
        Chaque membre lira la question et ses dates. Le texte ne changera plus ; vous pourrez le retirer
        jusqu’à l’ouverture du vote.
      </Trans>
    </CallDialog>
  );
}

/** Asks the same question again after a failed quorum. */
export function SecondCallDialog({ decision, onClose }: { decision: Decision; onClose: () => void }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { key, renew } = useIdempotencyKey();
  const call = useApiMutation("post", "/v1/decisions/{decision_id}/second-call", {
    invalidates: readings,
    onSuccess: async ({ id }) => {
      toastDone(t`Les membres sont convoqués une seconde fois.`);
      await navigate({ to: "/decisions/$decisionId", params: { decisionId: id } });
    },
  });
  return (
    <CallDialog
      title={t`Convoquer une seconde fois`}
      regular={null}
      urgent={null}
      error={call.error}
      pending={call.isPending}
      onClose={onClose}
      onEdit={() => {
        if (!call.error) return;
        call.reset();
        renew();
      }}
      onSend={(sent) => call.mutate({ path: { decision_id: decision.id }, body: sent, idempotencyKey: key })}
    >
      <Trans>
        La même question est posée aux membres, avec le quorum que les règles prévoient pour une seconde
        convocation. Il n’y en a pas de troisième.
      </Trans>
    </CallDialog>
  );
}

type CallDialogProps = {
  title: string;
  /** First openings the rules allow; null where the service alone knows. */
  regular: string | null;
  urgent: string | null;
  error: unknown;
  pending: boolean;
  onClose: () => void;
  onEdit?: () => void;
  onSend: (sent: Sent, urgent: boolean) => void;
  children: ReactNode;
};

function CallDialog(props: CallDialogProps) {
  const { title, regular, urgent, error, pending, onClose, onEdit, onSend, children } = props;
  const { t } = useLingui();
  const form = useForm<Values>({
    initialValues: { ...usualPeriod(regular ?? new Date().toISOString()), place: "", urgent: false },
    validate: {
      open_day: (_, values) =>
        isTooSoon(periodOf(values), values.urgent ? urgent : regular)
          ? t`Les règles demandent plus de délai : voyez la première ouverture permise.`
          : null,
      close_day: (_, values) => (periodOf(values) ? null : t`La clôture doit venir après l’ouverture.`),
    },
    onValuesChange: () => onEdit?.(),
  });
  const { urgent: isUrgent } = form.getValues();
  const earliest = isUrgent ? urgent : regular;
  const submit = form.onSubmit((values) => {
    const period = periodOf(values);
    if (period) onSend({ ...period, place: values.place.trim() || null }, values.urgent);
  });
  const hurry = (checked: boolean) => {
    form.setFieldValue("urgent", checked);
    const first = checked ? urgent : regular;
    if (first) form.setValues(usualPeriod(first));
  };
  return (
    <Dialog opened onClose={onClose} title={title} size="lg">
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <CallErrors error={error} form={form} />
          <Text>{children}</Text>
          {earliest ? (
            <Text>
              <Trans>
                Première ouverture permise par les règles :{" "}
                <strong>
                  <DateText value={earliest} style="moment" />
                </strong>
                .
              </Trans>
            </Text>
          ) : null}
          <PeriodFields form={form} firstDay={earliest ? firstMinute(earliest).day : today()} />
          <TextInput
            label={t`Lieu, ou moyen de se joindre (facultatif)`}
            description={t`Par exemple : salle du conseil, ou l’adresse d’une visioconférence.`}
            maxLength={200}
            {...form.getInputProps("place")}
          />
          {urgent && urgent !== regular ? (
            <Checkbox
              label={t`Convoquer en urgence`}
              description={t`Le délai est raccourci comme les règles le permettent. La convocation et le procès-verbal diront l’urgence : dites-en la raison dans la question.`}
              checked={isUrgent}
              onChange={(event) => hurry(event.currentTarget.checked)}
            />
          ) : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Annuler</Trans>
            </Button>
            <Button type="submit" loading={pending}>
              {title}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

type Form = UseFormReturnType<Values>;

/** A notice too short says when the vote may open. */
function CallErrors({ error, form }: { error: unknown; form: Form }) {
  if (!isProblem(error, "notice_too_short_for_vote")) return <FormErrors error={error} form={form} />;
  const { earliest } = error.context;
  return (
    <Alert
      role="alert"
      color="red"
      variant="light"
      icon={<IconAlertTriangle aria-hidden="true" />}
      title={error.title}
    >
      {error.detail}
      {typeof earliest === "string" ? (
        <Text mt="xs" fw={600}>
          <Trans>
            Au plus tôt : <DateText value={earliest} style="moment" />
          </Trans>
        </Text>
      ) : null}
    </Alert>
  );
}

function PeriodFields({ form, firstDay }: { form: Form; firstDay: string }) {
  const { t } = useLingui();
  const values = form.getValues();
  return (
    <>
      <Group grow align="flex-start" gap="sm">
        <TextInput
          type="date"
          label={t`Ouverture : jour`}
          required
          withAsterisk={false}
          min={firstDay}
          {...form.getInputProps("open_day")}
        />
        <ClockField
          label={t`Ouverture : heure`}
          {...form.getInputProps("open_clock")}
          value={values.open_clock}
          onChange={(clock) => form.setFieldValue("open_clock", clock)}
        />
      </Group>
      <Group grow align="flex-start" gap="sm">
        <TextInput
          type="date"
          label={t`Clôture : jour`}
          required
          withAsterisk={false}
          min={values.open_day || firstDay}
          {...form.getInputProps("close_day")}
        />
        <ClockField
          label={t`Clôture : heure`}
          {...form.getInputProps("close_clock")}
          value={values.close_clock}
          onChange={(clock) => form.setFieldValue("close_clock", clock)}
        />
      </Group>
    </>
  );
}
