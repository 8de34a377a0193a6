import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, CopyButton, Group, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconCheck, IconCopy, IconMailCheck } from "@tabler/icons-react";
import { useApiMutation, useIdempotencyKey } from "@/api/hooks";
import { MandateFields, type MandateValues } from "@/features/identity/mandate-fields";
import type { SentInvitation } from "@/features/identity/words";
import { Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { DateText } from "@/ui/values";

/** Invites somebody to act for the organisation. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const { key } = useIdempotencyKey();
  const initialValues: MandateValues & { email: string } = {
    email: "",
    role: "staff",
    profession: "",
    powers: ["book"],
  };
  const form = useForm({ initialValues });
  const invite = useApiMutation("post", "/v1/identity/invitations", {
    invalidates: ["/v1/identity/invitations"],
  });
  if (invite.data) {
    return (
      <Dialog opened onClose={onClose} title={t`Invitation prête`}>
        <Sent invitation={invite.data} onClose={onClose} />
      </Dialog>
    );
  }
  const submit = form.onSubmit((values) =>
    invite.mutate({ body: { ...values, profession: values.profession || null }, idempotencyKey: key }),
  );
  return (
    <Dialog opened onClose={onClose} title={t`Inviter une personne`}>
      <form onSubmit={submit}>
        <Stack gap="lg">
          <FormErrors error={invite.error} form={form} />
          <TextInput
            label={t`Adresse électronique`}
            type="email"
            required
            withAsterisk={false}
            data-autofocus
            {...form.getInputProps("email")}
          />
          <MandateFields form={form} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Annuler</Trans>
            </Button>
            <Button type="submit" loading={invite.isPending}>
              <Trans>Inviter</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

/** Mailed, or shown to be passed on when the service sends no mail. */
function Sent({ invitation, onClose }: { invitation: SentInvitation; onClose: () => void }) {
  const { t } = useLingui();
  const { email, expires_at: until, link, mailed } = invitation;
  return (
    <Stack gap="md">
      <Alert color="pine" icon={<IconMailCheck aria-hidden="true" />}>
        {mailed ? (
          <Trans>L’invitation a été envoyée à {email}.</Trans>
        ) : (
          <Trans>
            Ce service n’envoie pas de courriel : transmettez vous-même le lien ci-dessous à {email}.
          </Trans>
        )}{" "}
        <Trans>
          Elle est valable jusqu’au <DateText value={until} style="moment" />.
        </Trans>
      </Alert>
      {link ? (
        <>
          <TextInput
            label={t`Lien d’invitation`}
            description={t`Il ne sera plus affiché ensuite. Quiconque le possède peut accepter à la place de cette personne.`}
            readOnly
            value={link}
            onFocus={(event) => event.currentTarget.select()}
          />
          <CopyLink link={link} />
        </>
      ) : null}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          <Trans>Fermer</Trans>
        </Button>
      </Group>
    </Stack>
  );
}

function CopyLink({ link }: { link: string }) {
  return (
    <CopyButton value={link} timeout={3000}>
      {({ copied, copy }) => (
        <Button
          leftSection={
            copied ? <IconCheck size={18} aria-hidden="true" /> : <IconCopy size={18} aria-hidden="true" />
          }
          onClick={copy}
          aria-live="polite"
        >
          {copied ? <Trans>Lien copié</Trans> : <Trans>Copier le lien</Trans>}
        </Button>
      )}
    </CopyButton>
  );
}
