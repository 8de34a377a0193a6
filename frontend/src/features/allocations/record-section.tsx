import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Code, CopyButton, Group, Paper, Stack, Text } from "@mantine/core";
import { IconCheck, IconCopy, IconDownload } from "@tabler/icons-react";
import { useSaveFile } from "@/api/save-file";
import { Elsewhere } from "@/features/allocations/page-links";
import type { Run } from "@/features/allocations/words";
import { Refusal } from "@/ui/dialog";
import { Section } from "@/ui/page";
import { DateText } from "@/ui/values";

/** What the shares follow from, to download, and how anyone computes them again. */
export function RecordSection({ run }: { run: Run }) {
  const { t } = useLingui();
  const file = useSaveFile();
  const fileName = `partage-${run.number}.json`;
  const command = `python -m essaim.fairness.recompute ${fileName}`;
  return (
    <Section title={t`Refaire le calcul vous-même`}>
      <Paper p={{ base: "md", xs: "lg" }}>
        <Stack gap="md">
          {run.reads_every_line ? (
            <Text>
              <Trans>
                Ce fichier contient tout ce dont les parts découlent : les organisations et leurs chiffres
                datés, les dépenses, les règles et les prix. Une commande refait chaque part au centime, sans
                ce service, et vérifie que rien n’a été changé depuis.
              </Trans>
            </Text>
          ) : (
            <Text>
              <Trans>
                Dans cet accord, chacun ne lit que ses propres chiffres : ce fichier est l’extrait de votre
                organisation. Il ne suffit pas à refaire le calcul de tous ; le chef de file détient le
                fichier entier, et l’empreinte ci-dessous prouve que c’est bien le même.
              </Trans>
            </Text>
          )}
          <Group gap="sm" align="center">
            <Button
              variant="default"
              leftSection={<IconDownload size={18} aria-hidden="true" />}
              loading={file.isPending}
              onClick={() => file.mutate({ address: `/v1/allocations/${run.id}/record`, fileName })}
            >
              {run.reads_every_line ? (
                <Trans>Télécharger le fichier de calcul</Trans>
              ) : (
                <Trans>Télécharger notre extrait</Trans>
              )}
            </Button>
          </Group>
          {file.error ? <Refusal error={file.error} /> : null}
          {run.reads_every_line ? <Copied label={t`La commande`} text={command} /> : null}
          {run.hash ? <Copied label={t`L’empreinte de ce partage (SHA-256)`} text={run.hash} /> : null}
          <Text size="sm" c="dimmed">
            {run.computed_at ? (
              <Trans>
                Calculé le <DateText value={run.computed_at} style="moment" />, avec les chiffres connus au{" "}
                <DateText value={run.figures_on} />.
              </Trans>
            ) : null}{" "}
            <Elsewhere to={`/agreements/${run.agreement_id}/rules`}>
              {run.rules_number === null ? (
                <Trans>Lire les règles de partage</Trans>
              ) : (
                <Trans>Lire les règles, version {run.rules_number}</Trans>
              )}
            </Elsewhere>
          </Text>
        </Stack>
      </Paper>
    </Section>
  );
}

function Copied({ label, text }: { label: string; text: string }) {
  const { t } = useLingui();
  return (
    <div>
      <Text size="sm" c="dimmed" mb={4}>
        {label}
      </Text>
      <Group gap="xs" align="flex-start" wrap="nowrap">
        <Code block flex="0 1 auto" style={{ overflowWrap: "anywhere", whiteSpace: "pre-wrap", minWidth: 0 }}>
          {text}
        </Code>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button
              variant="subtle"
              size="xs"
              onClick={copy}
              aria-label={copied ? t`Copié` : t`Copier : ${label}`}
              px="xs"
            >
              {copied ? (
                <IconCheck size={18} aria-hidden="true" />
              ) : (
                <IconCopy size={18} aria-hidden="true" />
              )}
            </Button>
          )}
        </CopyButton>
      </Group>
    </div>
  );
}
