import { useLingui } from "@lingui/react";
import { Trans, useLingui as useWords } from "@lingui/react/macro";
import { Button, Collapse, Group, Paper, Select, Stack, Text, Title } from "@mantine/core";
import { IconChevronDown, IconChevronUp, IconNotebook } from "@tabler/icons-react";
import { useId, useState } from "react";
import { useApiInfinite } from "@/api/hooks";
import classes from "@/features/audit/audit.module.css";
import { RecordDetail } from "@/features/audit/record-detail";
import { Author, useSubject } from "@/features/audit/record-words";
import type { JournalSearch } from "@/features/audit/search";
import { choices, type JournalRecord } from "@/features/audit/words";
import { useChangeAddress } from "@/ui/address";
import { LoadMore } from "@/ui/load-more";
import { Section } from "@/ui/page";
import { wallOf } from "@/ui/paris-time";
import { EmptyState, Loaded } from "@/ui/states";
import { DateText } from "@/ui/values";

type RecordsProps = { agreementId: string; search: JournalSearch };

/** Who did what and when, newest first, day by day. */
export function Records({ agreementId, search }: RecordsProps) {
  const { t } = useWords();
  const change = useChangeAddress();
  const { action, subject } = search;
  const records = useApiInfinite("/v1/audit", {
    query: { agreement_id: agreementId, action, subject_id: subject },
  });
  const all = (
    <Button variant="default" onClick={() => change({ action: undefined, subject: undefined })}>
      <Trans>Tout montrer</Trans>
    </Button>
  );
  const chosen = action !== undefined || subject !== undefined;
  return (
    <Section title={t`Qui a fait quoi`}>
      <Stack gap="md">
        <Group align="flex-end" gap="md">
          <ActionChooser action={action} />
          {chosen ? all : null}
        </Group>
        {subject ? (
          <Text c="dimmed">
            <Trans>Seulement l’histoire d’un élément, du plus récent au plus ancien.</Trans>
          </Text>
        ) : null}
        <Loaded query={records}>
          {(items) =>
            items.length > 0 ? (
              daysOf(items).map(({ day, records: of }) => (
                <Day key={day} day={day} records={of} agreementId={agreementId} />
              ))
            ) : chosen ? (
              <EmptyState icon={IconNotebook} title={t`Rien de tel dans le journal`} action={all}>
                <Trans>Cela n’a pas encore eu lieu, ou pas du temps que vous lisez.</Trans>
              </EmptyState>
            ) : (
              <EmptyState icon={IconNotebook} title={t`Le journal est vide`}>
                <Trans>
                  Il se remplira de lui-même dès qu’une partie fera quelque chose dans cet accord.
                </Trans>
              </EmptyState>
            )
          }
        </Loaded>
        <LoadMore query={records} />
      </Stack>
    </Section>
  );
}

function ActionChooser({ action }: { action: string | undefined }) {
  const { t } = useWords();
  const { i18n } = useLingui();
  const change = useChangeAddress();
  return (
    <Select
      label={t`Ce qui a été fait`}
      placeholder={t`Tout`}
      data={choices.map(({ group, actions }) => ({
        group: i18n._(group),
        items: actions.map(({ action: value, words }) => ({ value, label: i18n._(words) })),
      }))}
      value={action ?? null}
      onChange={(next) => change({ action: next ?? undefined, subject: undefined })}
      searchable
      clearable
      clearButtonProps={{ "aria-label": t`Tout ce qui a été fait` }}
      nothingFoundMessage={t`Rien de ce nom`}
      miw="min(20rem, 100%)"
    />
  );
}

type DayRecords = { day: string; records: JournalRecord[] };

/** Records come newest first: those of one day of Paris follow each other. */
export function daysOf(records: JournalRecord[]): DayRecords[] {
  const days: DayRecords[] = [];
  for (const record of records) {
    const { day } = wallOf(record.recorded_at);
    const last = days.at(-1);
    if (last?.day === day) last.records.push(record);
    else days.push({ day, records: [record] });
  }
  return days;
}

function Day({ day, records, agreementId }: DayRecords & { agreementId: string }) {
  return (
    <section>
      <Title order={3} mb="xs" className={classes.day ?? ""}>
        <DateText value={day} style="long" />
      </Title>
      <Paper component="ol" className={classes.records ?? ""}>
        {records.map((record) => (
          <Line key={record.seq} record={record} agreementId={agreementId} />
        ))}
      </Paper>
    </section>
  );
}

function Line({ record, agreementId }: { record: JournalRecord; agreementId: string }) {
  const { t } = useWords();
  const [opened, setOpened] = useState(false);
  const detail = useId();
  const subjectOf = useSubject();
  const subject = subjectOf(record);
  const { seq, action_words: words } = record;
  return (
    <li className={classes.record}>
      <Group justify="space-between" align="flex-start" gap="xs">
        <div className={classes.words}>
          <Text>
            <Text span fw={600}>
              {words}
            </Text>
            {subject ? ` : ${subject}` : null}
          </Text>
          <Text size="sm" c="dimmed">
            <DateText value={record.recorded_at} style="time" /> · <Author record={record} /> ·{" "}
            <Trans>n° {seq}</Trans>
            {record.withheld ? (
              <>
                {" · "}
                <Trans>contenu réservé</Trans>
              </>
            ) : null}
          </Text>
        </div>
        <Button
          variant="subtle"
          size="xs"
          onClick={() => setOpened((now) => !now)}
          aria-expanded={opened}
          aria-controls={detail}
          aria-label={opened ? t`Replier le n° ${seq}` : t`Lire le n° ${seq} : ${words}`}
          rightSection={
            opened ? (
              <IconChevronUp size={16} aria-hidden="true" />
            ) : (
              <IconChevronDown size={16} aria-hidden="true" />
            )
          }
        >
          {opened ? <Trans>Replier</Trans> : <Trans>Lire</Trans>}
        </Button>
      </Group>
      <div id={detail}>
        <Collapse expanded={opened}>
          {opened ? <RecordDetail record={record} agreementId={agreementId} /> : null}
        </Collapse>
      </div>
    </li>
  );
}
