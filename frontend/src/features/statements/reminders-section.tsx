import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import type { Reminder, Statement } from "@/features/statements/words";
import { type Column, DataList } from "@/ui/data-list";
import { Section } from "@/ui/page";
import { DateText, Money } from "@/ui/values";

/** The reminders sent; nothing as long as none was. */
export function RemindersSection({ statement }: { statement: Statement }) {
  const { t } = useLingui();
  const columns: Column<Reminder>[] = [
    {
      key: "level",
      header: t`Relance`,
      phone: "title",
      cell: ({ level }) => <Trans>Relance n° {level}</Trans>,
    },
    { key: "sent", header: t`Envoyée`, cell: ({ sent_at: at }) => <DateText value={at} style="moment" /> },
    {
      key: "message",
      header: t`Message`,
      cell: (reminder) => <Message reminder={reminder} />,
    },
    {
      key: "left",
      header: t`Restait dû`,
      align: "right",
      cell: ({ remaining_cents: left }) => <Money cents={left} />,
    },
  ];
  if (statement.reminders.length === 0) return null;
  return (
    <Section title={t`Relances`}>
      <DataList label={t`Relances`} items={statement.reminders} columns={columns} rowKey={({ id }) => id} />
    </Section>
  );
}

function Message({ reminder: { message, mailed } }: { reminder: Reminder }) {
  return (
    <div>
      {message}
      <Text size="sm" c="dimmed">
        {mailed === 0 ? (
          <Trans>Inscrite ici, sans courriel envoyé.</Trans>
        ) : (
          <Plural value={mailed} one="Courriel envoyé à # personne." other="Courriel envoyé à # personnes." />
        )}
      </Text>
    </div>
  );
}
