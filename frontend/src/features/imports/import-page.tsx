import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Paper, Progress, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconArrowLeft } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import type { AnswerOf } from "@/api/client";
import { apiQuery, useApiQuery } from "@/api/hooks";
import { ApplyButton } from "@/features/imports/apply-button";
import { Counts } from "@/features/imports/counts";
import { StateBadge } from "@/features/imports/import-list";
import { Lines } from "@/features/imports/lines";
import type { Outcome } from "@/features/imports/outcomes";
import { formatWords, type Import, isOver } from "@/features/imports/words";
import { FactList } from "@/ui/fact-list";
import { AnchorLink } from "@/ui/links";
import { LoadedPage } from "@/ui/loaded-page";
import { Page, Section } from "@/ui/page";
import { DateText, Quantity } from "@/ui/values";

/** Milliseconds between two looks at an import that runs. */
const pulse = 1000;

/** Asks again until the import is over. */
function useImport(importId: string) {
  const path = "/v1/imports/{import_id}";
  const reading = { path: { import_id: importId } };
  const known = useQueryClient().getQueryData<AnswerOf<"get", typeof path>>(apiQuery(path, reading).queryKey);
  return useApiQuery(path, reading, { refetchInterval: known && isOver(known.state) ? false : pulse });
}

/** One import: how far it is, what came of it, and what was said of its lines. */
export function ImportPage({ importId, outcome }: { importId: string; outcome: Outcome | undefined }) {
  const { t } = useLingui();
  const query = useImport(importId);
  return (
    <LoadedPage query={query} title={t`Import`} above={<BackToImports />}>
      {(found) => <OneImport one={found} outcome={outcome} />}
    </LoadedPage>
  );
}

function BackToImports() {
  return (
    <AnchorLink to="/imports" inline>
      <IconArrowLeft size={16} aria-hidden="true" style={{ verticalAlign: "-2px" }} /> <Trans>Imports</Trans>
    </AnchorLink>
  );
}

function OneImport({ one, outcome }: { one: Import; outcome: Outcome | undefined }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const over = isOver(one.state);
  return (
    <Page
      title={one.file_name}
      badge={<StateBadge state={one.state} />}
      above={<BackToImports />}
      lead={
        one.dry_run ? (
          <Trans>Essai : rien n’est écrit dans l’annuaire.</Trans>
        ) : (
          <Trans>Import écrit dans l’annuaire.</Trans>
        )
      }
      actions={one.dry_run && one.state === "done" ? <ApplyButton one={one} /> : null}
    >
      <Stack gap="lg">
        {over ? null : <Running one={one} />}
        {one.failure ? (
          <Alert
            role="alert"
            color="red"
            variant="light"
            icon={<IconAlertTriangle aria-hidden="true" />}
            title={one.state === "refused" ? t`Ce fichier ne peut pas être lu` : t`L’import s’est interrompu`}
          >
            {one.failure.message}
          </Alert>
        ) : null}
        <FactList
          facts={[
            { label: t`Registre`, value: i18n._(formatWords[one.format].name) },
            { label: t`Taille`, value: <Size bytes={one.size} /> },
            { label: t`Envoyé le`, value: <DateText value={one.created_at} style="moment" /> },
            { label: t`Terminé le`, value: <DateText value={one.finished_at} style="moment" /> },
            { label: t`Lignes lues`, value: <Quantity value={one.progress.lines_read} /> },
          ]}
        />
        {one.state === "refused" ? null : (
          <>
            <Section title={one.dry_run ? t`Ce que cela changerait` : t`Ce qui a changé`}>
              <Counts one={one} />
            </Section>
            {over ? <Lines one={one} outcome={outcome} /> : null}
          </>
        )}
      </Stack>
    </Page>
  );
}

function Running({ one }: { one: Import }) {
  const { t } = useLingui();
  const { percent, lines_read: read, lines_total: total } = one.progress;
  return (
    <Paper p="lg">
      <Stack gap="xs">
        <Progress.Root size="lg">
          <Progress.Section value={percent} aria-label={t`Avancement de l’import`} />
        </Progress.Root>
        <Text role="status">
          {one.state === "waiting" ? (
            <Trans>En attente de son tour…</Trans>
          ) : total === null ? (
            <Trans>
              {percent} % : <Quantity value={read} /> lignes lues
            </Trans>
          ) : (
            <Trans>
              {percent} % : <Quantity value={read} /> lignes lues sur <Quantity value={total} />
            </Trans>
          )}
        </Text>
        <Text size="sm" c="dimmed">
          <Trans>Vous pouvez quitter cette page : l’import continue et restera dans la liste.</Trans>
        </Text>
      </Stack>
    </Paper>
  );
}

function Size({ bytes }: { bytes: number }) {
  const { t } = useLingui();
  if (bytes < 1_000_000) return <Quantity value={bytes / 1000} decimals={1} unit={t`ko`} />;
  return <Quantity value={bytes / 1_000_000} decimals={1} unit={t`Mo`} />;
}
