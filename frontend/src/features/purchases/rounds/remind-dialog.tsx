import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { useApiMutation } from "@/api/hooks";
import type { Round } from "@/features/purchases/words";
import { Dialog, Refusal } from "@/ui/dialog";
import { toastDone } from "@/ui/toast";
import { DateText } from "@/ui/values";

/** Reminds those that did not answer; says how many were, and how many mails really went. */
export function RemindDialog({ round, onClose }: { round: Round; onClose: () => void }) {
  const { t } = useLingui();
  const [message, setMessage] = useState("");
  const remind = useApiMutation("post", "/v1/purchases/{round_id}/reminders", {
    invalidates: ["/v1/purchases"],
    onSuccess: ({ reminded, mailed }) => {
      toastDone(
        mailed > 0
          ? t`Organisations relancées : ${reminded}. Messages envoyés : ${mailed}.`
          : t`Organisations relancées : ${reminded}. Aucun message n’est parti : le service n’envoie pas de courrier. Prévenez-les vous-même.`,
      );
      onClose();
    },
  });
  const missing = round.members_count - round.answered_count;
  return (
    <Dialog opened onClose={onClose} title={t`Relancer celles qui n’ont pas répondu`} size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          remind.mutate({ path: { round_id: round.id }, body: { message: message.trim() || null } });
        }}
      >
        <Stack gap="md">
          <Text>
            <Plural
              value={missing}
              one="La direction de l’organisation qui n’a pas répondu reçoit un message, avec un lien vers cet achat."
              other="Les directions des # organisations qui n’ont pas répondu reçoivent un message, avec un lien vers cet achat."
            />{" "}
            <Trans>
              Il rappelle la date, le <DateText value={round.needs_until} />. Une relance par jour au plus.
            </Trans>
          </Text>
          <Textarea
            label={t`Ajouter un mot (facultatif)`}
            description={t`Le même pour toutes. Ne citez ni quantité ni prix d’une autre organisation.`}
            autosize
            minRows={2}
            maxLength={2000}
            value={message}
            onChange={(event) => setMessage(event.currentTarget.value)}
          />
          {remind.error ? <Refusal error={remind.error} /> : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Annuler</Trans>
            </Button>
            <Button type="submit" loading={remind.isPending}>
              <Trans>Relancer</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
