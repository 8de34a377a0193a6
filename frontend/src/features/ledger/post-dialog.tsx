import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconInfoCircle } from "@tabler/icons-react";
import { useState } from "react";
import { useApiMutation, useIdempotencyKey } from "@/api/hooks";
import { useAccounts } from "@/features/ledger/accounts";
import { PostFields } from "@/features/ledger/post-fields";
import { bodyOf, emptyMove, movable, type PostValues, unitOf } from "@/features/ledger/post-form";
import { PostSummary } from "@/features/ledger/post-summary";
import { type Account, readings } from "@/features/ledger/words";
import { Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { today } from "@/ui/paris-time";
import { Loaded } from "@/ui/states";
import { toastDone } from "@/ui/toast";
import { readAmount } from "@/ui/units";

type PostDialogProps = { agreementId: string; onClose: () => void };

/** An entry written by hand: from which account to which, how much, why. It is read again before it is posted. */
export function PostDialog({ agreementId, onClose }: PostDialogProps) {
  const { t } = useLingui();
  const accounts = useAccounts(agreementId);
  return (
    <Dialog opened onClose={onClose} title={t`Passer une écriture`} size="lg">
      <Loaded query={accounts}>
        {(items) =>
          movable(items).length < 2 ? (
            <NothingToMove onClose={onClose} />
          ) : (
            <PostForm agreementId={agreementId} accounts={movable(items)} onClose={onClose} />
          )
        }
      </Loaded>
    </Dialog>
  );
}

function NothingToMove({ onClose }: { onClose: () => void }) {
  return (
    <Stack gap="md">
      <Text>
        <Trans>
          Une écriture va d’un compte à un autre : il en faut au moins deux tenus à la main. Fermez cette
          fenêtre et choisissez « Ouvrir un compte ».
        </Trans>
      </Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          <Trans>Fermer</Trans>
        </Button>
      </Group>
    </Stack>
  );
}

type PostFormProps = PostDialogProps & { accounts: Account[] };

function PostForm({ agreementId, accounts, onClose }: PostFormProps) {
  const { t } = useLingui();
  const [checking, setChecking] = useState(false);
  const { key } = useIdempotencyKey();
  const form = usePostForm(accounts);
  const post = useApiMutation("post", "/v1/ledger/transactions", {
    invalidates: readings,
    onSuccess: ({ number }) => {
      toastDone(t`L’écriture n° ${number} est passée.`);
      onClose();
    },
  });
  const send = () =>
    post.mutate(
      { body: bodyOf(agreementId, accounts, form.getValues()), idempotencyKey: key },
      { onError: () => setChecking(false) },
    );
  const check = form.onSubmit(() => setChecking(true));
  if (checking) {
    return (
      <PostSummary
        values={form.getValues()}
        accounts={accounts}
        onBack={() => setChecking(false)}
        onPost={send}
        pending={post.isPending}
      />
    );
  }
  return (
    <form onSubmit={check} noValidate>
      <Stack gap="md">
        <PostFields form={form} accounts={accounts} />
        <Alert variant="light" color="gray" icon={<IconInfoCircle aria-hidden="true" />}>
          <Trans>
            Les comptes du fonds commun, de ses projets et des sorties ne sont pas proposés : ils suivent ce
            qui a été voté.
          </Trans>
        </Alert>
        <FormErrors error={post.error} form={form} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            <Trans>Annuler</Trans>
          </Button>
          <Button type="submit">
            <Trans>Relire avant de passer</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function usePostForm(accounts: Account[]) {
  const { t } = useLingui();
  const needed = t`Choisissez un compte.`;
  return useForm<PostValues>({
    initialValues: {
      kind: "transfer",
      description: "",
      reference: "",
      occurred_on: today(),
      moves: [emptyMove],
    },
    validate: {
      description: (value) => (value.trim() ? null : t`Dites pourquoi : c’est ce que les autres liront.`),
      occurred_on: (value) =>
        value && value <= today() ? null : t`Donnez la date d’aujourd’hui ou une date passée.`,
      moves: {
        source_id: (value) => (value ? null : needed),
        destination_id: (value) => (value ? null : needed),
        amount: (value, { moves }, path) => {
          const move = moves[Number(path.split(".")[1])];
          const unit = move ? unitOf(accounts, move) : null;
          if (unit !== null && readAmount(value, unit) === null)
            return t`Écrivez un montant, par exemple 1 024,87.`;
          return value.trim() ? null : t`Écrivez un montant, par exemple 1 024,87.`;
        },
      },
    },
  });
}
