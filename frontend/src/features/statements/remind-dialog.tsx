import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, type ButtonProps, Group, Stack, Text, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconBellRinging } from "@tabler/icons-react";
import { useState } from "react";
import { useApiMutation } from "@/api/hooks";
import { useCan } from "@/app/session";
import { readings, remindPayers, type Statement, type StatementLine } from "@/features/statements/words";
import { Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { today, wallOf } from "@/ui/paris-time";
import { toastDone } from "@/ui/toast";
import { DateText, Money } from "@/ui/values";

/** On the page of a statement: reminds, or says why not now. */
export function RemindButton({ statement }: { statement: Statement }) {
  const mayRemind = useCan(remindPayers);
  if (!mayRemind || !statement.may_remind) return null;
  const last = statement.reminders.at(-1);
  if (last && wallOf(last.sent_at).day >= today()) {
    return (
      <Text size="sm" c="dimmed">
        <Trans>Relancé aujourd’hui : la prochaine relance pourra partir demain.</Trans>
      </Text>
    );
  }
  return <Remind statement={statement} />;
}

type Late = Pick<
  StatementLine,
  "id" | "reference" | "title" | "organisation_name" | "remaining_cents" | "due_on" | "overdue_days"
>;

export function Remind({ statement, ...look }: { statement: Late } & Pick<ButtonProps, "size" | "variant">) {
  const { t } = useLingui();
  const [opened, setOpened] = useState(false);
  const { organisation_name: payer, reference } = statement;
  return (
    <>
      <Button
        variant="default"
        {...look}
        leftSection={<IconBellRinging size={16} aria-hidden="true" />}
        aria-label={t`Relancer ${payer} pour le relevé ${reference}`}
        onClick={() => setOpened(true)}
      >
        <Trans>Relancer</Trans>
      </Button>
      {opened ? <RemindDialog statement={statement} onClose={() => setOpened(false)} /> : null}
    </>
  );
}

function RemindDialog({ statement, onClose }: { statement: Late; onClose: () => void }) {
  const { t } = useLingui();
  const { id, reference, title, organisation_name: payer, overdue_days: days } = statement;
  const form = useForm({ initialValues: { message: "" } });
  const remind = useApiMutation("post", "/v1/statements/{statement_id}/reminders", {
    invalidates: readings,
    onSuccess: ({ level, mailed }) => {
      toastDone(
        mailed === 0
          ? t`La relance n° ${level} est inscrite. Aucun courriel n’est parti : prévenez ${payer} vous-même.`
          : t`La relance n° ${level} est inscrite et envoyée par courriel.`,
      );
      onClose();
    },
  });
  const submit = form.onSubmit(({ message }) =>
    remind.mutate({ path: { statement_id: id }, body: { message: message.trim() || null } }),
  );
  return (
    <Dialog opened onClose={onClose} title={t`Relancer ${payer} ?`}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <FormErrors error={remind.error} form={form} />
          <Text>
            <Trans>
              Relevé {reference}, « {title} » : il reste{" "}
              <strong>
                <Money cents={statement.remaining_cents} />
              </strong>{" "}
              à régler, échus le <DateText value={statement.due_on} />
            </Trans>{" "}
            <Plural value={days} one="(# jour)." other="(# jours)." />
          </Text>
          <Text c="dimmed">
            <Trans>
              Un courriel part à la direction de {payer} si l’envoi de courriels est réglé sur ce serveur ; la
              relance est inscrite sur le relevé dans tous les cas. Une seule par jour.
            </Trans>
          </Text>
          <Textarea
            label={t`Ajouter un mot (facultatif)`}
            description={t`Lu par tous ceux qui lisent ce relevé. Exemple : rappelez-nous si un échelonnement vous aide.`}
            autosize
            minRows={2}
            maxLength={500}
            data-autofocus
            {...form.getInputProps("message")}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Annuler</Trans>
            </Button>
            <Button type="submit" loading={remind.isPending}>
              <Trans>Envoyer la relance</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
