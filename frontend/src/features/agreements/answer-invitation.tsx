import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Anchor, Button, Group, Paper, Stack, Text, ThemeIcon, Title } from "@mantine/core";
import { IconMailOpened, IconRefreshAlert } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { invalidate, useApiMutation } from "@/api/hooks";
import { isProblem } from "@/api/problem";
import { useCan, useMe } from "@/app/session";
import { rulesAddress } from "@/features/agreements/rules/address";
import { type Agreement, readings, signAgreements } from "@/features/agreements/words";
import { ConfirmDialog, Dialog, Refusal } from "@/ui/dialog";
import { toastDone } from "@/ui/toast";

type Answer = "accept" | "decline";

/** For an organisation that is invited: what accepting shows, then yes or no. */
export function AnswerInvitation({
  agreement,
  onDeclined,
}: {
  agreement: Agreement;
  onDeclined: () => void;
}) {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const maySign = useCan(signAgreements);
  const organisation = useMe().acting_for?.organisation_name ?? "";
  const close = () => setAnswer(null);
  return (
    <Paper p="lg" mb="xl" style={{ borderColor: "var(--mantine-color-honey-6)" }}>
      <Group wrap="nowrap" align="flex-start">
        <ThemeIcon variant="light" color="honey" size={40} radius="xl" aria-hidden="true">
          <IconMailOpened size={22} stroke={1.6} />
        </ThemeIcon>
        <Stack gap="xs">
          <Title order={2}>
            <Trans>{organisation} est invitée à prendre part à cet accord</Trans>
          </Title>
          <Text>{agreement.what_becomes_visible}</Text>
          <Text c="dimmed">
            <Trans>
              Lisez d’abord, plus bas, les termes, la forme juridique et les documents fondateurs, et{" "}
              <Anchor component={Link} to={rulesAddress(agreement.id)}>
                les règles de l’accord
              </Anchor>
              .
            </Trans>
          </Text>
          {maySign ? (
            <Group mt="xs">
              <Button onClick={() => setAnswer("accept")}>
                <Trans>Accepter…</Trans>
              </Button>
              <Button variant="default" onClick={() => setAnswer("decline")}>
                <Trans>Décliner…</Trans>
              </Button>
            </Group>
          ) : (
            <Text fw={600}>
              <Trans>
                Votre mandat ne permet pas de signer : la réponse revient à la direction de votre
                organisation.
              </Trans>
            </Text>
          )}
        </Stack>
      </Group>
      {answer === "accept" ? <AcceptDialog agreement={agreement} onClose={close} /> : null}
      {answer === "decline" ? (
        <DeclineDialog agreement={agreement} onClose={close} onDeclined={onDeclined} />
      ) : null}
    </Paper>
  );
}

const pathOf = ({ id, my_party_id }: Agreement) => ({ agreement_id: id, party_id: my_party_id });

function AcceptDialog({ agreement, onClose }: { agreement: Agreement; onClose: () => void }) {
  const { t } = useLingui();
  const { name } = agreement;
  // The terms as they were when the question was asked: a later reading in the background is not what was read.
  const [version] = useState(agreement.version);
  const accept = useApiMutation("post", "/v1/agreements/{agreement_id}/parties/{party_id}/accept", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`Votre organisation prend part à « ${name} ».`);
      onClose();
    },
  });
  return (
    <Dialog opened onClose={onClose} title={t`Accepter de prendre part à « ${name} » ?`}>
      <Stack gap="md">
        <Text>{agreement.what_becomes_visible}</Text>
        <Text>
          <Trans>
            Votre organisation s’engage par ses termes. Pour en sortir : {agreement.legal_form.exit}
          </Trans>
        </Text>
        <AcceptRefusal error={accept.error} onReload={onClose} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            <Trans>Annuler</Trans>
          </Button>
          <Button
            loading={accept.isPending}
            onClick={() => accept.mutate({ path: pathOf(agreement), version })}
          >
            <Trans>Accepter pour mon organisation</Trans>
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

/** The lead changed the terms while they were being read: they are shown anew before any answer. */
function AcceptRefusal({ error, onReload }: { error: unknown; onReload: () => void }) {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  if (!error) return null;
  if (!isProblem(error, "stale_version")) return <Refusal error={error} />;
  const reload = () => {
    onReload();
    void invalidate(queryClient, readings);
  };
  return (
    <Alert
      role="alert"
      color="orange"
      icon={<IconRefreshAlert aria-hidden="true" />}
      title={t`Les termes ont changé depuis que vous les avez ouverts`}
    >
      <Stack gap="xs" align="flex-start">
        <Trans>Relisez-les avant de répondre.</Trans>
        <Button size="xs" variant="default" onClick={reload}>
          <Trans>Montrer les nouveaux termes</Trans>
        </Button>
      </Stack>
    </Alert>
  );
}

type DeclineDialogProps = { agreement: Agreement; onClose: () => void; onDeclined: () => void };

function DeclineDialog({ agreement, onClose, onDeclined }: DeclineDialogProps) {
  const { t } = useLingui();
  const { name } = agreement;
  const decline = useApiMutation("post", "/v1/agreements/{agreement_id}/parties/{party_id}/decline", {
    onSuccess: () => {
      toastDone(t`L’invitation est déclinée.`);
      onDeclined();
    },
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t`Décliner l’invitation à « ${name} » ?`}
      consequences={
        <Trans>
          Votre organisation ne verra plus cet accord. Le chef de file saura que vous avez décliné et pourra
          vous inviter de nouveau.
        </Trans>
      }
      confirmLabel={t`Décliner l’invitation`}
      danger
      pending={decline.isPending}
      error={decline.error}
      onConfirm={() => decline.mutate({ path: pathOf(agreement) })}
    />
  );
}
