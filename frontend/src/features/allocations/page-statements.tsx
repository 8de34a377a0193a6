import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Paper, Stack, Text } from "@mantine/core";
import type { ItemOf } from "@/api/client";
import { useApiQuery } from "@/api/hooks";
import { Elsewhere } from "@/features/allocations/page-links";
import type { Run } from "@/features/allocations/words";
import { type Column, DataList } from "@/ui/data-list";
import { Section } from "@/ui/page";
import { Loaded } from "@/ui/states";
import { StatusBadge } from "@/ui/status-badge";
import { DateText, Money } from "@/ui/values";

type Statement = ItemOf<"/v1/statements">;

/** What a run makes one's organisation pay or receive, and when; before it is posted, when it would. */
export function StatementsSection({ run }: { run: Run }) {
  const { t } = useLingui();
  if (run.state === "abandoned") return null;
  const posted = run.state === "posted" || run.state === "replaced";
  return (
    <Section title={run.stage === "budget" ? t`Les appels` : t`Ce qui est réclamé ou rendu`}>
      {posted ? <Issued run={run} /> : <Planned run={run} />}
    </Section>
  );
}

function Planned({ run }: { run: Run }) {
  const { call_count: count, first_due_on: first, months_between: months } = run;
  return (
    <Paper p="md">
      <Text>
        {run.stage === "actual" ? (
          <Trans>
            Rien n’est dû aujourd’hui. Une fois ce partage émis, chacun paiera ou recevra la différence avec
            ce qui lui a été appelé, au <DateText value={first} />.
          </Trans>
        ) : count === 1 ? (
          <Trans>
            Rien n’est dû aujourd’hui. Une fois ce partage émis, un seul appel sera à payer le{" "}
            <DateText value={first} />.
          </Trans>
        ) : (
          <Trans>
            Rien n’est dû aujourd’hui. Une fois ce partage émis, {count} appels égaux suivront, le premier le{" "}
            <DateText value={first} />, puis{" "}
            <Plural value={months} one="tous les mois" other="tous les # mois" />.
          </Trans>
        )}
      </Text>
    </Paper>
  );
}

function Issued({ run }: { run: Run }) {
  const { id, agreement_id: agreement } = run;
  const statements = useApiQuery("/v1/statements", {
    query: { agreement_id: agreement, allocation_id: id, mine: true, limit: 100 },
  });
  return <Loaded query={statements}>{({ items }) => <Own run={run} statements={items} />}</Loaded>;
}

function Own({ run, statements }: { run: Run; statements: Statement[] }) {
  const { t } = useLingui();
  const columns: Column<Statement>[] = [
    {
      key: "reference",
      header: t`Relevé`,
      phone: "title",
      cell: (statement) => (
        <Elsewhere to={`/statements/${statement.id}`} fw={600}>
          <Name statement={statement} />
        </Elsewhere>
      ),
    },
    { key: "due", header: t`À payer le`, cell: ({ due_on: day }) => <DateText value={day} /> },
    {
      key: "amount",
      header: t`Montant`,
      align: "right",
      cell: ({ amount_cents: cents }) => <Money cents={cents} />,
    },
    {
      key: "remaining",
      header: t`Reste`,
      align: "right",
      cell: ({ remaining_cents: cents }) => <Money cents={cents} />,
    },
    { key: "state", header: t`État`, cell: (statement) => <State statement={statement} /> },
  ];
  return (
    <Stack gap="sm">
      {statements.length > 0 ? (
        <DataList
          label={t`Relevés de ce partage`}
          items={[...statements].sort((a, b) => a.due_on.localeCompare(b.due_on))}
          columns={columns}
          rowKey={({ id }) => id}
        />
      ) : (
        <Text c="dimmed">
          <Trans>Ce partage n’a rien réclamé à votre organisation.</Trans>
        </Text>
      )}
      <Text size="sm">
        <Elsewhere to="/statements" search={{ agreement: run.agreement_id, view: "all" }}>
          <Trans>Tous les relevés de cet accord que vous pouvez lire</Trans>
        </Elsewhere>
      </Text>
    </Stack>
  );
}

function Name({ statement }: { statement: Statement }) {
  const { t } = useLingui();
  const { kind, reference, instalment, instalments } = statement;
  if (kind === "call" && instalment !== null && (instalments ?? 1) > 1) {
    return t`Appel ${instalment} sur ${instalments} (${reference})`;
  }
  if (kind === "adjustment") return t`Régularisation ${reference}`;
  if (kind === "credit") return t`Avoir ${reference}`;
  if (kind === "tariff") return t`Contribution d’entrée ${reference}`;
  return t`Appel ${reference}`;
}

function State({ statement: { state, overdue_days: late, kind } }: { statement: Statement }) {
  if (state === "settled") {
    return (
      <StatusBadge tone="positive">
        <Trans>Réglé</Trans>
      </StatusBadge>
    );
  }
  if (state === "cancelled") {
    return (
      <StatusBadge tone="neutral">
        <Trans>Annulé</Trans>
      </StatusBadge>
    );
  }
  if (late > 0) {
    return (
      <StatusBadge tone="negative">
        <Plural value={late} one="En retard de # jour" other="En retard de # jours" />
      </StatusBadge>
    );
  }
  return (
    <StatusBadge tone="info">
      {kind === "credit" ? <Trans>À recevoir</Trans> : <Trans>À régler</Trans>}
    </StatusBadge>
  );
}
