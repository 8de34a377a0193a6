import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, FileInput, Group, Stack, Text } from "@mantine/core";
import { IconDatabaseImport } from "@tabler/icons-react";
import { useState } from "react";
import { keptFile, looksLike } from "@/features/imports/kept-files";
import { ConfirmWriting } from "@/features/imports/new-import";
import { useSendFile } from "@/features/imports/use-send-file";
import type { Import } from "@/features/imports/words";
import { Dialog, Refusal } from "@/ui/dialog";

/** After a dry run: writes for real, with the file kept in this tab or chosen again. */
export function ApplyButton({ one }: { one: Import }) {
  const [opened, setOpened] = useState(false);
  const sending = useSendFile();
  const file = keptFile(one.id);
  const close = () => setOpened(false);
  return (
    <>
      <Button
        leftSection={<IconDatabaseImport size={18} aria-hidden="true" />}
        onClick={() => setOpened(true)}
        disabled={one.counts.created + one.counts.updated === 0}
      >
        <Trans>Écrire dans l’annuaire</Trans>
      </Button>
      {file ? (
        <ConfirmWriting
          opened={opened}
          onClose={close}
          order={{ file, format: one.format, dryRun: false }}
          sending={sending}
        />
      ) : (
        <ChooseAgain one={one} opened={opened} onClose={close} sending={sending} />
      )}
    </>
  );
}

type ChooseAgainProps = {
  one: Import;
  opened: boolean;
  onClose: () => void;
  sending: ReturnType<typeof useSendFile>;
};

function ChooseAgain({ one, opened, onClose, sending }: ChooseAgainProps) {
  const { t } = useLingui();
  const [file, setFile] = useState<File | null>(null);
  const { file_name: name } = one;
  return (
    <Dialog opened={opened} onClose={onClose} title={t`Écrire « ${name} » dans l’annuaire ?`}>
      <Stack gap="md">
        <Text>
          <Trans>
            Le fichier de l’essai a été effacé du service après lecture. Choisissez-le à nouveau pour
            l’écrire ; les lignes fautives seront laissées de côté sans gêner les autres.
          </Trans>
        </Text>
        <FileInput
          label={t`Fichier`}
          placeholder={name}
          accept=".csv,.json,.txt,text/csv,application/json"
          value={file}
          onChange={setFile}
        />
        {file && !looksLike(file, one) ? (
          <Alert color="orange" variant="light">
            <Trans>
              Ce n’est pas le fichier de l’essai : son nom ou sa taille diffère. Le résultat ne sera pas celui
              que vous venez de voir.
            </Trans>
          </Alert>
        ) : null}
        {sending.error ? <Refusal error={sending.error} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            <Trans>Annuler</Trans>
          </Button>
          <Button
            disabled={!file}
            loading={sending.isPending}
            onClick={() => file && sending.send({ file, format: one.format, dryRun: false })}
          >
            <Trans>Écrire dans l’annuaire</Trans>
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
