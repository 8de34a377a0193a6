import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useState } from "react";
import { useCan } from "@/app/session";
import { EntryLink, SettlementLink } from "@/features/settlements/links";
import classes from "@/features/settlements/settlements.module.css";
import { PaidDialog, TakeBackDialog } from "@/features/settlements/transfer-dialogs";
import { Who } from "@/features/settlements/who";
import { acceptSettlements, type Transfer } from "@/features/settlements/words";
import { type Column, DataList } from "@/ui/data-list";
import { StatusBadge } from "@/ui/status-badge";
import { DateText, Money } from "@/ui/values";

type TransferListProps = {
  transfers: Transfer[];
  agreementId: string;
  /** Whether the settlement is carried out: before, nothing is to be paid yet. */
  due?: boolean;
  /** Whether each names its settlement. */
  numbered?: boolean;
};

/** The payments left to make, and for who receives them, the way to say that they came. */
export function TransferList({ transfers, agreementId, due = true, numbered = false }: TransferListProps) {
  const { t } = useLingui();
  const mayRecord = useCan(acceptSettlements);
  const [paid, setPaid] = useState<Transfer | null>(null);
  const [takenBack, setTakenBack] = useState<Transfer | null>(null);
  const columns: Column<Transfer>[] = [
    {
      key: "payer",
      header: t`Paie`,
      phone: "title",
      cell: ({ payer_id, payer_name }) => <Who id={payer_id} name={payer_name} />,
    },
    {
      key: "payee",
      header: t`Reçoit`,
      cell: ({ payee_id, payee_name }) => <Who id={payee_id} name={payee_name} />,
    },
    { key: "cents", header: t`Montant`, align: "right", cell: ({ cents }) => <Money cents={cents} /> },
    ...(numbered
      ? [
          {
            key: "settlement",
            header: t`Pour`,
            cell: ({ settlement_id, settlement_number }: Transfer) => (
              <SettlementLink id={settlement_id} number={settlement_number} />
            ),
          },
        ]
      : []),
    ...(due
      ? [
          {
            key: "state",
            header: t`État`,
            cell: (transfer: Transfer) => <State transfer={transfer} agreementId={agreementId} />,
          },
        ]
      : []),
  ];
  const anyAction = mayRecord && transfers.some(({ may_record, may_reverse }) => may_record || may_reverse);
  return (
    <>
      <DataList
        label={due ? t`Virements à faire` : t`Virements prévus`}
        items={transfers}
        columns={columns}
        rowKey={({ id }) => id}
        {...(anyAction
          ? {
              actions: (transfer: Transfer) => (
                <Action transfer={transfer} onPaid={setPaid} onTakeBack={setTakenBack} />
              ),
            }
          : {})}
      />
      {paid ? <PaidDialog transfer={paid} onClose={() => setPaid(null)} /> : null}
      {takenBack ? <TakeBackDialog transfer={takenBack} onClose={() => setTakenBack(null)} /> : null}
    </>
  );
}

type ActionProps = {
  transfer: Transfer;
  onPaid: (transfer: Transfer) => void;
  onTakeBack: (transfer: Transfer) => void;
};

function Action({ transfer, onPaid, onTakeBack }: ActionProps) {
  const { t } = useLingui();
  const { payer_name: payer, payee_name: payee } = transfer;
  if (transfer.may_record) {
    return (
      <Button
        variant="default"
        size="sm"
        aria-label={t`Noter l’arrivée du virement : ${payer} vers ${payee}`}
        onClick={() => onPaid(transfer)}
      >
        <Trans>Noter l’arrivée…</Trans>
      </Button>
    );
  }
  if (!transfer.may_reverse) return null;
  return (
    <Button
      variant="subtle"
      size="sm"
      aria-label={t`Pas arrivé, le virement : ${payer} vers ${payee}`}
      onClick={() => onTakeBack(transfer)}
    >
      <Trans>Pas arrivé…</Trans>
    </Button>
  );
}

function State({ transfer, agreementId }: { transfer: Transfer; agreementId: string }) {
  if (!transfer.paid_on) {
    return (
      <div className={classes.line}>
        <StatusBadge tone="attention">
          <Trans>À faire</Trans>
        </StatusBadge>
      </div>
    );
  }
  const badge = (
    <StatusBadge tone="positive">
      <Trans>
        Reçu le <DateText value={transfer.paid_on} />
      </Trans>
    </StatusBadge>
  );
  return transfer.transaction_id ? (
    <EntryLink agreement={agreementId} entry={transfer.transaction_id}>
      {badge}
    </EntryLink>
  ) : (
    badge
  );
}
