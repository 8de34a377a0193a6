import { useLingui } from "@lingui/react";
import { Trans, useLingui as useWords } from "@lingui/react/macro";
import { Button, Group, Paper, Stack, Text, Textarea, Title } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import classes from "@/features/audit/audit.module.css";
import type { Head } from "@/features/audit/words";
import { formatDate } from "@/ui/format";
import { DateText } from "@/ui/values";

/** Where the journal stands, to be kept elsewhere: what makes rewriting it visible. */
export function HeadSection({ head }: { head: Head }) {
  const { t } = useWords();
  const { i18n } = useLingui();
  const { seq, hash, agreement_name: name, recorded_at: at } = head;
  const day = at ? formatDate(at, i18n.locale, "short") : "";
  const kept = t`Essaim, journal de « ${name} », enregistrement n° ${seq} du ${day}, empreinte ${hash}`;
  if (seq === 0) return null;
  return (
    <Paper component="section" p="md" h="100%">
      <Stack gap="sm">
        <Title order={2} size="h3">
          <Trans>L’empreinte à garder</Trans>
        </Title>
        <Text maw="48rem">
          <Trans>
            Gardez l’empreinte du dernier enregistrement hors d’Essaim, dans un courriel ou un procès-verbal.
            Si quelqu’un réécrivait le passé, même en reprenant tout le journal, elle ne correspondrait plus.
          </Trans>
        </Text>
        <div>
          <Text size="sm" c="dimmed">
            <Trans>
              Enregistrement n° {seq}, <DateText value={at} style="moment" />
            </Trans>
          </Text>
          <span className={classes.fingerprint}>{hash}</span>
        </div>
        <Copy text={kept} />
      </Stack>
    </Paper>
  );
}

function Copy({ text }: { text: string }) {
  const { t } = useWords();
  const { copied, copy, error } = useClipboard({ timeout: 4000 });
  return (
    <Stack gap="xs">
      <Group>
        <Button
          variant="default"
          leftSection={
            copied ? <IconCheck size={18} aria-hidden="true" /> : <IconCopy size={18} aria-hidden="true" />
          }
          onClick={() => copy(text)}
        >
          <span aria-live="polite">
            {copied ? <Trans>Copiée</Trans> : <Trans>Copier l’empreinte et son numéro</Trans>}
          </span>
        </Button>
      </Group>
      {error ? (
        <Textarea
          label={t`Votre navigateur ne laisse pas copier : sélectionnez ce texte`}
          value={text}
          readOnly
          autosize
        />
      ) : null}
    </Stack>
  );
}
