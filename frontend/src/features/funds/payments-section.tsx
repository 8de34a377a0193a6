import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Stack, Text } from "@mantine/core";
import { IconCash } from "@tabler/icons-react";
import { useState } from "react";
import { useApiInfinite } from "@/api/hooks";
import { useCan, useMe } from "@/app/session";
import { barTo } from "@/features/funds/approving";
import { PaymentBadge } from "@/features/funds/badges";
import { Elsewhere, ProjectLink, projectOf } from "@/features/funds/links";
import { PaymentCard } from "@/features/funds/payment-card";
import { RequestPaymentDialog } from "@/features/funds/request-payment-dialog";
import { type Fund, type Payment, type Project, spendFunds } from "@/features/funds/words";
import { type Column, DataList } from "@/ui/data-list";
import { LoadMore } from "@/ui/load-more";
import { Section } from "@/ui/page";
import { EmptyState, Loaded } from "@/ui/states";
import { DateText, Money } from "@/ui/values";

type PaymentsProps = {
  fund: Fund;
  /** On the page of a project: its payments only. */
  project?: Project;
};

/** Payments that await an approval; nothing when none does. Those that wait for us come first. */
export function PendingPayments({ fund, project }: PaymentsProps) {
  const { t } = useLingui();
  const mine = useMe().acting_for?.organisation_id;
  const maySpend = useCan(spendFunds);
  const pending = useApiInfinite("/v1/funds/{fund_id}/payments", {
    path: { fund_id: fund.id },
    query: { state: "pending", project_id: project?.id, limit: 100 },
  });
  if (!pending.data || pending.data.length === 0) return null;
  const waitsForUs = (payment: Payment) => barTo(payment, fund, mine, maySpend) === null;
  const ordered = [...pending.data].sort((a, b) => Number(waitsForUs(b)) - Number(waitsForUs(a)));
  return (
    <Section title={t`Paiements à approuver`}>
      <Stack gap="sm">
        {ordered.map((payment) => (
          <PaymentCard key={payment.id} payment={payment} fund={fund} />
        ))}
      </Stack>
      <LoadMore query={pending} />
    </Section>
  );
}

/** Payments made, refused or withdrawn, and where another is asked for. */
export function PaymentHistory({ fund, project }: PaymentsProps) {
  const { t } = useLingui();
  const payments = useApiInfinite("/v1/funds/{fund_id}/payments", {
    path: { fund_id: fund.id },
    query: { project_id: project?.id },
  });
  const request = <RequestButton fund={fund} project={project} />;
  return (
    <Section title={t`Paiements`} actions={request}>
      <Loaded query={payments}>
        {(read) => {
          const ended = read.filter(({ state }) => state !== "pending");
          return ended.length > 0 ? (
            <PaymentList items={ended} ofProject={project !== undefined} />
          ) : (
            <EmptyState icon={IconCash} title={t`Aucun paiement fait pour l’instant`}>
              <Trans>
                Une fois un projet engagé, un membre demande le paiement d’une facture : il est montré ici
                avec ceux qui l’ont approuvé.
              </Trans>
            </EmptyState>
          );
        }}
      </Loaded>
      <LoadMore query={payments} />
    </Section>
  );
}

function RequestButton({ fund, project }: { fund: Fund; project: Project | undefined }) {
  const [asking, setAsking] = useState(false);
  const maySpend = useCan(spendFunds);
  if (!fund.takes_part || (project && project.state !== "committed")) return null;
  if (!maySpend) {
    return (
      <Text size="sm" c="dimmed">
        <Trans>Votre mandat ne permet pas de demander un paiement.</Trans>
      </Text>
    );
  }
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        <Trans>Demander un paiement</Trans>
      </Button>
      {asking ? (
        <RequestPaymentDialog fund={fund} project={project} onClose={() => setAsking(false)} />
      ) : null}
    </>
  );
}

function PaymentList({ items, ofProject }: { items: Payment[]; ofProject: boolean }) {
  const { t } = useLingui();
  const columns: Column<Payment>[] = [
    {
      key: "what",
      header: t`Paiement`,
      phone: "title",
      cell: (payment) => (
        <div>
          {payment.description}
          <Text size="sm" c="dimmed" fw={400}>
            {payment.payee}
            {payment.reference ? ` · ${payment.reference}` : null}
          </Text>
        </div>
      ),
    },
    ...(ofProject
      ? []
      : [
          {
            key: "project",
            header: t`Projet`,
            cell: (payment: Payment) => <ProjectLink project={projectOf(payment)} />,
          },
        ]),
    { key: "state", header: t`État`, cell: (payment) => <PaymentEnd payment={payment} /> },
    {
      key: "approvals",
      header: t`Approuvé par`,
      cell: ({ approvals }) =>
        approvals.length > 0 ? (
          approvals.map(({ organisation_id, organisation_name }) => (
            <div key={organisation_id}>{organisation_name}</div>
          ))
        ) : (
          <Trans>Personne</Trans>
        ),
    },
    { key: "amount", header: t`Montant`, align: "right", cell: (payment) => <Amount payment={payment} /> },
  ];
  return <DataList label={t`Paiements`} items={items} columns={columns} rowKey={({ id }) => id} />;
}

function PaymentEnd({ payment }: { payment: Payment }) {
  return (
    <div>
      <PaymentBadge state={payment.state} />
      <Text size="sm" c="dimmed">
        <DateText value={payment.decided_at} style="short" />
      </Text>
      {payment.note ? <Text size="sm">{payment.note}</Text> : null}
    </div>
  );
}

/** A payment made opens its writing in the book. */
function Amount({ payment }: { payment: Payment }) {
  return (
    <Group justify="flex-end">
      {payment.transaction_id ? (
        <Elsewhere
          to={`/ledger/${payment.agreement_id}`}
          search={{ view: "entries", entry: payment.transaction_id }}
        >
          <Money cents={payment.amount_cents} />
        </Elsewhere>
      ) : (
        <Money cents={payment.amount_cents} />
      )}
    </Group>
  );
}
