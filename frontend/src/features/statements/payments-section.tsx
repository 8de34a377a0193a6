import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useCan } from "@/app/session";
import { Elsewhere, entryOf } from "@/features/statements/links";
import { ReverseDialog } from "@/features/statements/reverse-dialog";
import { methodWords, type Payment, recordPayments, type Statement } from "@/features/statements/words";
import { type Column, DataList } from "@/ui/data-list";
import { Section } from "@/ui/page";
import { StatusBadge } from "@/ui/status-badge";
import { DateText, Money } from "@/ui/values";

/** What was paid, who noted it, what was taken back and why. */
export function PaymentsSection({ statement }: { statement: Statement }) {
  const { t } = useLingui();
  const mayRecord = useCan(recordPayments) && statement.may_record;
  const [taken, setTaken] = useState<Payment | null>(null);
  const { payments } = statement;
  return (
    <Section title={statement.amount_cents < 0 ? t`Versements et imputations` : t`Paiements`}>
      <Stack gap="sm">
        {payments.length > 0 ? (
          <PaymentList statement={statement} onTakeBack={mayRecord ? setTaken : undefined} />
        ) : (
          <Text c="dimmed">
            <Trans>Rien n’a encore été enregistré sur ce relevé.</Trans>
          </Text>
        )}
        <WhoRecords statement={statement} />
      </Stack>
      {taken ? <ReverseDialog statement={statement} payment={taken} onClose={() => setTaken(null)} /> : null}
    </Section>
  );
}

/** Who says that money came: never who owes it. */
function WhoRecords({ statement }: { statement: Statement }) {
  const mayRecord = useCan(recordPayments);
  const { state, may_record: isOurs, issuer_name: issuer, to_pool: toPool } = statement;
  if (state === "cancelled" || (isOurs && mayRecord)) return null;
  return (
    <Text size="sm" c="dimmed">
      {isOurs ? (
        <Trans>
          Votre organisation enregistre les paiements de ce relevé, mais votre mandat ne le permet pas : il y
          faut le pouvoir de dépenser.
        </Trans>
      ) : toPool ? (
        <Trans>
          Seul le chef de file, {issuer}, enregistre les paiements : il tient la caisse commune et voit
          l’argent arriver.
        </Trans>
      ) : (
        <Trans>Seuls {issuer}, qui a émis ce relevé, et le chef de file enregistrent les paiements.</Trans>
      )}
    </Text>
  );
}

type PaymentListProps = { statement: Statement; onTakeBack: ((payment: Payment) => void) | undefined };

function PaymentList({ statement, onTakeBack }: PaymentListProps) {
  const { t } = useLingui();
  const columns: Column<Payment>[] = [
    {
      key: "day",
      header: t`Jour`,
      phone: "title",
      cell: (payment) => <DateText value={payment.paid_on} />,
    },
    { key: "how", header: t`Comment`, cell: (payment) => <How payment={payment} /> },
    {
      key: "who",
      header: t`Enregistré par`,
      cell: ({ recorded_by_name: name, recorded_at: at }) => (
        <div>
          {name}
          <Text size="sm" c="dimmed">
            <DateText value={at} style="moment" />
          </Text>
        </div>
      ),
    },
    {
      key: "cents",
      header: t`Montant`,
      align: "right",
      cell: (payment) => <Amount agreementId={statement.agreement_id} payment={payment} />,
    },
  ];
  const offersBack = (payment: Payment) =>
    onTakeBack !== undefined && payment.reversed_at === null && payment.method !== "netting";
  return (
    <DataList
      label={t`Paiements`}
      items={statement.payments}
      columns={columns}
      rowKey={({ id }) => id}
      {...(onTakeBack && statement.payments.some(offersBack)
        ? {
            actions: (payment: Payment) =>
              offersBack(payment) ? <TakeBack payment={payment} onClick={() => onTakeBack(payment)} /> : null,
          }
        : {})}
    />
  );
}

function TakeBack({ payment, onClick }: { payment: Payment; onClick: () => void }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const day = i18n.date(`${payment.paid_on}T12:00:00Z`);
  return (
    <Button
      variant="subtle"
      color="red"
      size="compact-sm"
      onClick={onClick}
      aria-label={t`Annuler le paiement du ${day}`}
    >
      <Trans>Annuler</Trans>
    </Button>
  );
}

function How({ payment }: { payment: Payment }) {
  const { i18n } = useActiveLingui();
  const {
    method,
    reference,
    settlement_id: settlement,
    reversed_at: at,
    reversed_because: because,
  } = payment;
  return (
    <div>
      {settlement ? (
        <Elsewhere to={`/settlements/${settlement}`}>{i18n._(methodWords[method])}</Elsewhere>
      ) : (
        i18n._(methodWords[method])
      )}
      {reference ? (
        <Text size="sm" c="dimmed">
          {reference}
        </Text>
      ) : null}
      {at ? (
        <div>
          <StatusBadge tone="neutral">
            <Trans>
              Annulé le <DateText value={at} />
            </Trans>
          </StatusBadge>
          <Text size="sm" c="dimmed">
            {because}
          </Text>
        </div>
      ) : null}
    </div>
  );
}

/** A payment taken back counts no more; an amount opens its entry in the book. */
function Amount({ agreementId, payment }: { agreementId: string; payment: Payment }) {
  const amount = payment.reversed_at ? (
    <s>
      <Money cents={payment.cents} />
    </s>
  ) : (
    <Money cents={payment.cents} />
  );
  if (payment.transaction_id === null) return amount;
  return <Elsewhere {...entryOf(agreementId, payment.transaction_id)}>{amount}</Elsewhere>;
}
