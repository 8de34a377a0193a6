import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { entryAddress, Go } from "@/features/exits/links";
import { type Exit, type Instalment, isLate } from "@/features/exits/words";
import { DataList } from "@/ui/data-list";
import { today } from "@/ui/paris-time";
import { StatusBadge } from "@/ui/status-badge";
import { DateText, Money } from "@/ui/values";

type InstalmentListProps = {
  exit: Exit;
  instalments: Instalment[];
  /** Whether the reader may open the payments in the book. */
  opensBook: boolean;
  /** For the lead only. */
  onPay: ((instalment: Instalment) => void) | undefined;
};

/** What is given back, when, and whether it was. */
export function InstalmentList({ exit, instalments, opensBook, onPay }: InstalmentListProps) {
  const { t } = useLingui();
  const anyToPay = onPay && instalments.some(({ paid_on }) => paid_on === null);
  return (
    <DataList
      label={t`Versements à ${exit.organisation_name}`}
      items={instalments}
      rowKey={({ id }) => id}
      columns={[
        {
          key: "number",
          header: t`Échéance`,
          phone: "title",
          cell: ({ number }) => (
            <Trans>
              Versement {number} sur {instalments.length}
            </Trans>
          ),
        },
        { key: "due", header: t`Au plus tard le`, cell: ({ due_on }) => <DateText value={due_on} /> },
        {
          key: "amount",
          header: t`Montant`,
          align: "right",
          cell: ({ amount_cents }) => <Money cents={amount_cents} />,
        },
        {
          key: "state",
          header: t`État`,
          cell: (instalment) => (
            <State instalment={instalment} agreementId={opensBook ? exit.agreement_id : null} />
          ),
        },
      ]}
      {...(anyToPay
        ? {
            actions: (instalment: Instalment) =>
              instalment.paid_on === null ? (
                <Button
                  variant="default"
                  size="sm"
                  aria-label={t`Noter le versement ${instalment.number}`}
                  onClick={() => onPay(instalment)}
                >
                  <Trans>Noter le versement…</Trans>
                </Button>
              ) : null,
          }
        : {})}
    />
  );
}

type StateProps = { instalment: Instalment; agreementId: string | null };

function State({ instalment, agreementId }: StateProps) {
  if (instalment.paid_on) {
    const badge = (
      <StatusBadge tone="positive">
        <Trans>
          Payé le <DateText value={instalment.paid_on} />
        </Trans>
      </StatusBadge>
    );
    if (!(agreementId && instalment.transaction_id)) return badge;
    return <Go address={entryAddress(agreementId, instalment.transaction_id)}>{badge}</Go>;
  }
  return isLate(instalment, today()) ? (
    <StatusBadge tone="negative">
      <Trans>En retard</Trans>
    </StatusBadge>
  ) : (
    <StatusBadge tone="neutral">
      <Trans>À payer</Trans>
    </StatusBadge>
  );
}
