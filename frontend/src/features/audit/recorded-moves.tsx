import { useLingui } from "@lingui/react";
import { Trans, useLingui as useWords } from "@lingui/react/macro";
import { Group, Text, Title } from "@mantine/core";
import { useApiQuery } from "@/api/hooks";
import classes from "@/features/audit/audit.module.css";
import { codeWords } from "@/features/audit/content";
import type { Content } from "@/features/audit/words";
import { Amount } from "@/ui/amount";

type Recorded = { id: number; amount: number };

/** The amounts of an entry as they were recorded; the names and units of its accounts are read from the book. */
export function RecordedMoves({ content }: { content: Content }) {
  const { t } = useWords();
  const { i18n } = useLingui();
  const recorded = (Array.isArray(content.postings) ? content.postings : []) as Recorded[];
  const id = String(content.id);
  const entry = useApiQuery("/v1/ledger/transactions/{transaction_id}", { path: { transaction_id: id } });
  const named = new Map((entry.data?.postings ?? []).map((posting) => [posting.id, posting]));
  type Account = NonNullable<typeof entry.data>["postings"][number]["source"];
  const nameOf = ({ purpose, label, organisation_name: name }: Account) =>
    [codeWords.purpose?.[purpose], label, name]
      .map((part) => (typeof part === "object" && part !== null ? i18n._(part) : part))
      .filter(Boolean)
      .join(" – ");
  if (entry.data === undefined) return null;
  return (
    <div>
      <Title order={4} size="h4" mb="xs">
        <Trans>Mouvements inscrits</Trans>
      </Title>
      <ul className={classes.moves} aria-label={t`Mouvements inscrits`}>
        {recorded.map(({ id: posting, amount }) => {
          const known = named.get(posting);
          if (!known) return null;
          return (
            <li key={posting}>
              <Group justify="space-between" gap="xs">
                <Text>
                  <Trans>
                    de {nameOf(known.source)} vers {nameOf(known.destination)}
                  </Trans>
                </Text>
                <Text fw={600}>
                  <Amount value={amount} unit={known.unit} />
                </Text>
              </Group>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
