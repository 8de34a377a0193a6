import { useLingui } from "@lingui/react";
import { Trans, useLingui as useWords } from "@lingui/react/macro";
import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { IconArrowBackUp, IconInfoCircle } from "@tabler/icons-react";
import { useState } from "react";
import { useApiQuery } from "@/api/hooks";
import { useCan } from "@/app/session";
import { AccountLink } from "@/features/ledger/account-name";
import { DecisionLink, EntryLink } from "@/features/ledger/entry-words";
import classes from "@/features/ledger/ledger.module.css";
import { ReverseForm } from "@/features/ledger/reverse-form";
import { type Book, type Entry, isByHand, kindWords, postInBook } from "@/features/ledger/words";
import { useChangeAddress } from "@/ui/address";
import { Amount } from "@/ui/amount";
import { Dialog } from "@/ui/dialog";
import { type Fact, FactList } from "@/ui/fact-list";
import { Loaded } from "@/ui/states";
import { StatusBadge } from "@/ui/status-badge";
import { DateText } from "@/ui/values";

/** The entry that the address names, over the page that led to it. */
export function EntryDialog({ book, id }: { book: Book; id: string | undefined }) {
  const { t } = useWords();
  const change = useChangeAddress();
  const [reversing, setReversing] = useState(false);
  const close = () => {
    setReversing(false);
    change({ entry: undefined });
  };
  const entry = useApiQuery(
    "/v1/ledger/transactions/{transaction_id}",
    { path: { transaction_id: id ?? "" } },
    { enabled: id !== undefined },
  );
  const number = entry.data?.number;
  return (
    <Dialog
      opened={id !== undefined}
      onClose={close}
      size="lg"
      title={number === undefined ? t`Écriture` : t`Écriture n° ${number}`}
    >
      <Loaded query={entry} lines={3}>
        {(read) =>
          reversing ? (
            <ReverseForm
              entry={read}
              onCancel={() => setReversing(false)}
              onDone={() => setReversing(false)}
            />
          ) : (
            <EntryRead entry={read} book={book} onReverse={() => setReversing(true)} />
          )
        }
      </Loaded>
    </Dialog>
  );
}

type EntryReadProps = { entry: Entry; book: Book; onReverse: () => void };

function EntryRead({ entry, book, onReverse }: EntryReadProps) {
  return (
    <Stack gap="md">
      <Group gap="xs">
        <Text fw={600} size="lg">
          {entry.description}
        </Text>
        {entry.reversed ? (
          <StatusBadge tone="attention">
            <Trans>contre-passée</Trans>
          </StatusBadge>
        ) : null}
      </Group>
      <FactList facts={useFacts(entry)} />
      <Moves entry={entry} />
      {entry.complete ? null : (
        <Text size="sm" c="dimmed">
          <Trans>
            Cette écriture a d’autres mouvements, que la règle de confidentialité ne vous montre pas.
          </Trans>
        </Text>
      )}
      <Reversal entry={entry} book={book} onReverse={onReverse} />
    </Stack>
  );
}

function useFacts(entry: Entry): Fact[] {
  const { t } = useWords();
  const { i18n } = useLingui();
  const facts: Fact[] = [
    { label: t`Date`, value: <DateText value={entry.occurred_on} /> },
    { label: t`Nature`, value: i18n._(kindWords[entry.kind]) },
    { label: t`Inscrite au livre`, value: <DateText value={entry.recorded_at} style="moment" /> },
    { label: t`Au nom de`, value: entry.organisation_name },
  ];
  if (entry.reference) facts.push({ label: t`Pièce`, value: entry.reference });
  if (entry.decision_id)
    facts.push({ label: t`Décidée par`, value: <DecisionLink id={entry.decision_id} /> });
  if (entry.reverses_id) {
    facts.push({
      label: t`Annule`,
      value: <EntryLink id={entry.reverses_id}>{t`l’écriture d’origine`}</EntryLink>,
    });
  }
  if (entry.reversed_by_id) {
    facts.push({
      label: t`Annulée par`,
      value: <EntryLink id={entry.reversed_by_id}>{t`la contre-passation`}</EntryLink>,
    });
  }
  return facts;
}

/** From which account to which, how much, and what each held afterwards. */
function Moves({ entry }: { entry: Entry }) {
  const { t } = useWords();
  return (
    <ul className={classes.moves} aria-label={t`Mouvements`}>
      {entry.postings.map(
        ({ id, source, destination, amount, unit, source_balance, destination_balance }) => (
          <li key={id} className={classes.movement}>
            <div>
              <div>
                <Text span c="dimmed">
                  <Trans>de</Trans>
                </Text>{" "}
                <AccountLink account={source} agreementId={entry.agreement_id} />
              </div>
              <div>
                <Text span c="dimmed">
                  <Trans>vers</Trans>
                </Text>{" "}
                <AccountLink account={destination} agreementId={entry.agreement_id} />
              </div>
              {source_balance === null || destination_balance === null ? null : (
                <Text size="sm" c="dimmed">
                  <Trans>
                    Soldes ensuite : <Amount value={source_balance} unit={unit} /> et{" "}
                    <Amount value={destination_balance} unit={unit} />
                  </Trans>
                </Text>
              )}
            </div>
            <Text fw={600}>
              <Amount value={amount} unit={unit} />
            </Text>
          </li>
        ),
      )}
    </ul>
  );
}

/** What may still be done about an entry, or why nothing. */
function Reversal({ entry, book, onReverse }: EntryReadProps) {
  const mayPost = useCan(postInBook);
  if (entry.reversed || entry.kind === "reversal") return null;
  const managed = entry.postings.some(
    ({ source, destination }) => !isByHand(source.purpose) || !isByHand(destination.purpose),
  );
  if (managed) {
    return (
      <Alert variant="light" color="gray" icon={<IconInfoCircle aria-hidden="true" />}>
        <Trans>
          Cette écriture suit le fonds commun ou une sortie : elle se corrige là où elle a été décidée, pas
          dans le livre.
        </Trans>
      </Alert>
    );
  }
  if (!book.leads) return null;
  if (!mayPost) {
    return (
      <Text size="sm" c="dimmed">
        <Trans>Votre mandat ne permet pas de contre-passer : il y faut le pouvoir de dépenser.</Trans>
      </Text>
    );
  }
  return (
    <Group justify="space-between" gap="sm">
      <Text size="sm" c="dimmed" maw="26rem">
        <Trans>
          Une écriture ne se modifie ni ne s’efface. Une erreur se corrige par l’écriture inverse.
        </Trans>
      </Text>
      <Button
        variant="default"
        leftSection={<IconArrowBackUp size={18} aria-hidden="true" />}
        onClick={onReverse}
      >
        <Trans>Contre-passer…</Trans>
      </Button>
    </Group>
  );
}
