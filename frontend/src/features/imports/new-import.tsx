import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, FileInput, Group, Paper, Radio, Stack, Switch, Text } from "@mantine/core";
import { IconFileUpload, IconInfoCircle } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { type Order, useSendFile } from "@/features/imports/use-send-file";
import { type Format, formats, formatWords } from "@/features/imports/words";
import { ConfirmDialog, Refusal } from "@/ui/dialog";
import { Section } from "@/ui/page";

/** Which file, of which register; tried first unless one asks otherwise. */
export function NewImport() {
  const { t } = useLingui();
  const [format, setFormat] = useState<Format>("sirene_units");
  const [file, setFile] = useState<File | null>(null);
  const [missing, setMissing] = useState(false);
  const [dryRun, setDryRun] = useState(true);
  const [confirming, setConfirming] = useState(false);
  const { send, isPending, error } = useSendFile();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(file === null);
    if (!file) return;
    if (dryRun) send({ file, format, dryRun });
    else setConfirming(true);
  };
  return (
    <Section title={t`Importer un fichier`}>
      <Paper p="lg">
        <form onSubmit={submit}>
          <Stack gap="lg">
            {error && !confirming ? <Refusal error={error} /> : null}
            <FormatField value={format} onChange={setFormat} />
            <FileInput
              label={t`Fichier`}
              description={t`Le fichier tel qu’il est publié. Les noms de personnes que contiennent ces registres ne sont pas lus.`}
              placeholder={t`Choisir un fichier sur votre ordinateur`}
              accept=".csv,.json,.txt,text/csv,application/json"
              value={file}
              onChange={setFile}
              error={missing && !file ? t`Choisissez le fichier à importer.` : null}
              clearable
              clearButtonProps={{ "aria-label": t`Retirer le fichier` }}
              maw="36rem"
            />
            <Switch
              checked={dryRun}
              onChange={(event) => setDryRun(event.currentTarget.checked)}
              label={t`Essayer d’abord, sans rien écrire`}
              description={t`Vous verrez ce qui serait ajouté, modifié ou refusé, ligne par ligne, puis vous déciderez.`}
            />
            <Group>
              <Button
                type="submit"
                loading={isPending && !confirming}
                leftSection={<IconFileUpload size={18} aria-hidden="true" />}
              >
                {dryRun ? <Trans>Essayer sans rien écrire</Trans> : <Trans>Écrire dans l’annuaire</Trans>}
              </Button>
            </Group>
          </Stack>
        </form>
      </Paper>
      {file ? (
        <ConfirmWriting
          opened={confirming}
          onClose={() => setConfirming(false)}
          order={{ file, format, dryRun: false }}
          sending={{ send, isPending, error }}
        />
      ) : null}
    </Section>
  );
}

type ConfirmWritingProps = {
  opened: boolean;
  onClose: () => void;
  order: Order;
  sending: ReturnType<typeof useSendFile>;
};

/** What writing does, before it is done. */
export function ConfirmWriting({ opened, onClose, order, sending }: ConfirmWritingProps) {
  const { t } = useLingui();
  const { name } = order.file;
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={t`Écrire « ${name} » dans l’annuaire ?`}
      consequences={
        <Stack gap="xs">
          <Text>
            <Trans>
              Les fiches de l’annuaire, que tous voient, sont complétées avec ce que dit le fichier.
            </Trans>
          </Text>
          <Text>
            <Trans>
              Les lignes fautives sont laissées de côté sans gêner les autres. Une organisation qui tient
              elle-même sa fiche n’est pas modifiée. Envoyer le même fichier une seconde fois ne change rien.
            </Trans>
          </Text>
        </Stack>
      }
      confirmLabel={t`Écrire dans l’annuaire`}
      pending={sending.isPending}
      error={sending.error}
      onConfirm={() => sending.send(order)}
    />
  );
}

function FormatField({ value, onChange }: { value: Format; onChange: (format: Format) => void }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const { origin, order } = formatWords[value];
  return (
    <Stack gap="sm">
      <Radio.Group
        label={t`De quel registre vient le fichier ?`}
        value={value}
        onChange={(format) => onChange(format as Format)}
      >
        <Stack gap="xs" mt={6}>
          {formats.map((format) => (
            <Radio
              key={format}
              value={format}
              label={i18n._(formatWords[format].name)}
              description={i18n._(formatWords[format].content)}
            />
          ))}
        </Stack>
      </Radio.Group>
      <Alert
        color="pine"
        variant="light"
        icon={<IconInfoCircle aria-hidden="true" />}
        title={t`Où trouver ce fichier`}
        aria-live="polite"
      >
        <Text size="sm">{i18n._(origin)}</Text>
        {order ? (
          <Text size="sm" mt={4}>
            {i18n._(order)}
          </Text>
        ) : null}
      </Alert>
    </Stack>
  );
}
