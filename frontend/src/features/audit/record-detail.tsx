import { useLingui } from "@lingui/react";
import { Trans, useLingui as useWords } from "@lingui/react/macro";
import { Anchor, Button, Group, Stack, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useApiQuery } from "@/api/hooks";
import classes from "@/features/audit/audit.module.css";
import { type Change, changesOf, toldOf } from "@/features/audit/content";
import { pageOf } from "@/features/audit/pages";
import { RecordedMoves } from "@/features/audit/recorded-moves";
import { Value } from "@/features/audit/value";
import { type Content, type JournalRecord, withheldWords } from "@/features/audit/words";
import { useChangeAddress } from "@/ui/address";
import { FactList } from "@/ui/fact-list";

type RecordProps = { record: JournalRecord; agreementId: string };

/** What a record holds: what changed, then everything it kept, then where to read it as it is today. */
export function RecordDetail({ record, agreementId }: RecordProps) {
  const { i18n } = useLingui();
  const { content, withheld, seq, hash } = record;
  return (
    <Stack gap="md" className={classes.detail ?? ""}>
      {withheld ? <Text>{i18n._(withheldWords[withheld])}</Text> : null}
      {content ? <Kept record={record} content={content} agreementId={agreementId} /> : null}
      <Text size="sm" c="dimmed">
        <Trans>
          Empreinte de l’enregistrement n° {seq} : <span className={classes.fingerprint}>{hash}</span>
        </Trans>
      </Text>
      <Ways record={record} agreementId={agreementId} />
    </Stack>
  );
}

function Kept({ record, content, agreementId }: RecordProps & { content: Content }) {
  const before = useBefore(record, agreementId);
  const [whole, setWhole] = useState(false);
  const changes = before ? changesOf(before, content) : [];
  return (
    <>
      {changes.length > 0 ? <Changes changes={changes} /> : null}
      {before && changes.length === 0 ? (
        <Text>
          <Trans>
            Ce qui a changé (un compte de voix, un procès-verbal, un lien) ne se lit pas ici, mais sur sa
            page.
          </Trans>
        </Text>
      ) : null}
      {before && !whole ? (
        <Group>
          <Button variant="default" size="xs" onClick={() => setWhole(true)}>
            <Trans>Tout ce qui a été inscrit</Trans>
          </Button>
        </Group>
      ) : (
        <Written content={content} />
      )}
      {record.action.startsWith("ledger_transactions.") ? <RecordedMoves content={content} /> : null}
    </>
  );
}

function Written({ content }: { content: Content }) {
  const { i18n } = useLingui();
  return (
    <div>
      <Title order={4} size="h4" mb="xs">
        <Trans>Ce qui a été inscrit</Trans>
      </Title>
      <FactList
        facts={toldOf(content).map((field) => ({
          label: i18n._(field.label),
          value: <Value field={field} />,
        }))}
      />
    </div>
  );
}

/** The record before of the same thing, among the last hundred written about it. */
function useBefore(record: JournalRecord, agreementId: string): Content | undefined {
  const { action, subject_id: subject, content, seq } = record;
  const isChange = action.endsWith(".update") && subject !== null;
  const history = useApiQuery(
    "/v1/audit",
    { query: { agreement_id: agreementId, subject_id: subject ?? undefined, limit: 100 } },
    { enabled: isChange },
  );
  const table = action.split(".")[0];
  const earlier = history.data?.items.find(
    (one) => one.seq < seq && one.action.split(".")[0] === table && one.content?.id === content?.id,
  );
  return isChange ? (earlier?.content ?? undefined) : undefined;
}

function Changes({ changes }: { changes: Change[] }) {
  const { i18n } = useLingui();
  return (
    <div>
      <Title order={4} size="h4" mb="xs">
        <Trans>Ce qui a changé</Trans>
      </Title>
      <dl className={classes.changes}>
        {changes.map((change) => (
          <div key={change.key}>
            <dt>{i18n._(change.label)}</dt>
            <dd>
              <BeforeAfter change={change} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function BeforeAfter({ change }: { change: Change }) {
  const { before, after } = change;
  const value = (one: unknown) =>
    one === null || one === undefined || one === "" ? (
      <Trans>rien</Trans>
    ) : (
      <Value field={{ ...change, value: one }} />
    );
  return (
    <>
      <span className={classes.before}>
        <Trans>avant : {value(before)}</Trans>
      </span>
      <br />
      <strong>
        <Trans>après : {value(after)}</Trans>
      </strong>
    </>
  );
}

/** To the page of the thing, and to everything the journal says about it. */
function Ways({ record, agreementId }: RecordProps) {
  const { t } = useWords();
  const change = useChangeAddress();
  const page = pageOf(record, agreementId);
  const { subject_id: subject } = record;
  return (
    <Group gap="md">
      {page ? (
        <Anchor component={Link} to={page}>
          <Trans>Le lire tel qu’il est aujourd’hui</Trans>
        </Anchor>
      ) : null}
      {subject && record.content?.id === subject ? (
        <Button
          variant="subtle"
          size="xs"
          onClick={() => change({ subject, action: undefined })}
          aria-label={t`Tout ce que dit le journal de cet élément`}
        >
          <Trans>Toute son histoire</Trans>
        </Button>
      ) : null}
    </Group>
  );
}
