import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, FileButton, Group, List, Stack, Text } from "@mantine/core";
import { IconFileUpload, IconLock } from "@tabler/icons-react";
import { type DragEvent, useRef, useState } from "react";
import { useApiMutation } from "@/api/hooks";
import { ImportReport } from "@/features/treasury/import-report";
import classes from "@/features/treasury/treasury.module.css";
import { Refusal } from "@/ui/dialog";
import { LineFaults } from "@/ui/line-faults";
import { Section } from "@/ui/page";

/** The service takes no more. */
const maximumBytes = 5 * 1024 * 1024;
const accepted = ".csv,.txt,.xml,text/csv,application/xml";

type SendFileProps = { agreementId: string; first: boolean; mayManage: boolean };

/** A file of the bank, dropped or chosen: read at once, nothing is paid by it. */
export function SendFile({ agreementId, first, mayManage }: SendFileProps) {
  const { t } = useLingui();
  const [tooBig, setTooBig] = useState(false);
  const sending = useApiMutation("post", "/v1/treasury/imports", { invalidates: ["/v1/treasury"] });
  const send = (file: File | null | undefined) => {
    if (!file) return;
    sending.reset();
    setTooBig(file.size > maximumBytes);
    if (file.size > maximumBytes) return;
    sending.mutate({
      query: { agreement_id: agreementId, file_name: file.name },
      // The file itself, whatever type the browser gives it.
      body: new Blob([file], { type: "application/octet-stream" }),
    });
  };
  return (
    <Section title={first ? t`Commencer par un relevé de banque` : t`Ajouter un relevé de banque`}>
      <Stack gap="md">
        {first ? <HowItWorks /> : null}
        {mayManage ? (
          <DropZone onFile={send} pending={sending.isPending} />
        ) : (
          <Alert color="gray" variant="light" icon={<IconLock aria-hidden="true" />}>
            <Trans>
              Votre mandat ne permet pas d’ajouter un relevé ni de rapprocher ses lignes : il y faut le
              pouvoir de dépenser.
            </Trans>
          </Alert>
        )}
        {tooBig ? (
          <Alert role="alert" color="red" variant="light" title={t`Fichier trop lourd`}>
            <Trans>
              Ce fichier dépasse 5 Mo. Téléchargez le relevé de votre banque sur une période plus courte.
            </Trans>
          </Alert>
        ) : null}
        {sending.error ? (
          <Stack gap="xs">
            <Refusal error={sending.error} />
            <LineFaults error={sending.error} />
          </Stack>
        ) : null}
        {sending.data ? <ImportReport report={sending.data} onClose={sending.reset} /> : null}
      </Stack>
    </Section>
  );
}

function HowItWorks() {
  return (
    <List type="ordered" spacing="xs" maw="46rem">
      <List.Item>
        <Trans>Sur le site de votre banque, téléchargez le relevé du compte qui reçoit les paiements.</Trans>
      </List.Item>
      <List.Item>
        <Trans>Déposez-le ici : chaque ligne vient se placer à côté des relevés qu’elle peut payer.</Trans>
      </List.Item>
      <List.Item>
        <Trans>
          D’un clic, vous dites laquelle paie quoi. Le paiement est alors inscrit, à la date de la banque ;
          vous pouvez le reprendre.
        </Trans>
      </List.Item>
    </List>
  );
}

type DropZoneProps = { onFile: (file: File | null | undefined) => void; pending: boolean };

function DropZone({ onFile, pending }: DropZoneProps) {
  const [over, setOver] = useState(false);
  const reset = useRef<() => void>(null);
  const choose = (file: File | null) => {
    onFile(file);
    // The same file, once corrected, may be chosen again.
    reset.current?.();
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (!pending) onFile(event.dataTransfer.files[0]);
  };
  return (
    // The button inside does the same without a mouse.
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut for the button
    <div
      className={classes.drop}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Group gap="md" justify="space-between">
        <div className={classes.dropWords}>
          <Text fw={600} visibleFrom="sm">
            <Trans>Déposez ici le fichier de votre banque</Trans>
          </Text>
          <Text size="sm" c="dimmed">
            <Trans>
              CSV ou CAMT.053 (XML), tel que la banque le donne, 5 Mo au plus. Une ligne déjà connue n’est pas
              comptée deux fois : vous pouvez renvoyer un mois déjà commencé.
            </Trans>
          </Text>
        </div>
        <FileButton onChange={choose} accept={accepted} resetRef={reset}>
          {(props) => (
            <Button
              {...props}
              loading={pending}
              leftSection={<IconFileUpload size={18} aria-hidden="true" />}
            >
              <Trans>Choisir le fichier</Trans>
            </Button>
          )}
        </FileButton>
      </Group>
    </div>
  );
}
