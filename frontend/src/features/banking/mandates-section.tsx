import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Text } from "@mantine/core";
import { IconSignature } from "@tabler/icons-react";
import { useState } from "react";
import { useCan } from "@/app/session";
import classes from "@/features/banking/banking.module.css";
import { GiveMandateDialog, RevokeMandateDialog } from "@/features/banking/mandate-dialogs";
import { type Account, type Mandate, manageBanking } from "@/features/banking/words";
import { type Column, DataList } from "@/ui/data-list";
import { Section } from "@/ui/page";
import { today } from "@/ui/paris-time";
import { EmptyState } from "@/ui/states";
import { StatusBadge } from "@/ui/status-badge";
import { DateText } from "@/ui/values";

type GivenMandatesProps = { mandates: Mandate[]; accounts: Account[] };

/** By which we let others debit us. */
export function GivenMandates({ mandates, accounts }: GivenMandatesProps) {
  const { t } = useLingui();
  const mayManage = useCan(manageBanking);
  const [giving, setGiving] = useState(false);
  const give =
    mayManage && accounts.length > 0 ? (
      <Button
        variant={mandates.length > 0 ? "default" : "filled"}
        leftSection={<IconSignature size={18} aria-hidden="true" />}
        onClick={() => setGiving(true)}
      >
        <Trans>Donner un mandat…</Trans>
      </Button>
    ) : null;
  return (
    <Section title={t`Prélèvements que nous autorisons`} actions={mandates.length > 0 ? give : null}>
      {mandates.length > 0 ? (
        <MandateList label={t`Prélèvements que nous autorisons`} mandates={mandates} ours />
      ) : (
        <EmptyState icon={IconSignature} title={t`Aucun mandat de prélèvement donné`} action={give}>
          <Trans>
            Avec un mandat, le chef de file d’un accord prélève ce que vous y devez : plus d’appel oublié,
            plus de virement à saisir.
          </Trans>{" "}
          {accounts.length === 0 ? (
            <Trans>Ajoutez d’abord le compte à débiter.</Trans>
          ) : mayManage ? null : (
            <Trans>Votre mandat ne permet pas d’en donner : parlez-en à votre direction.</Trans>
          )}
        </EmptyState>
      )}
      {giving ? (
        <GiveMandateDialog accounts={accounts} given={mandates} onClose={() => setGiving(false)} />
      ) : null}
    </Section>
  );
}

/** By which others let us debit them; nothing is said to who never collects. */
export function ReceivedMandates({ mandates }: { mandates: Mandate[] }) {
  const { t } = useLingui();
  if (mandates.length === 0) return null;
  return (
    <Section title={t`Prélèvements qu’on nous autorise`}>
      <MandateList label={t`Prélèvements qu’on nous autorise`} mandates={mandates} ours={false} />
    </Section>
  );
}

function MandateList({ label, mandates, ours }: { label: string; mandates: Mandate[]; ours: boolean }) {
  const { t } = useLingui();
  const mayManage = useCan(manageBanking);
  const [revoked, setRevoked] = useState<Mandate | null>(null);
  const columns: Column<Mandate>[] = [
    {
      key: "agreement",
      header: ours ? t`Qui peut prélever` : t`Qui peut être prélevé`,
      phone: "title",
      cell: (mandate) => (
        <div className={classes.words}>
          <Text fw={600}>{ours ? mandate.creditor_name : mandate.debtor_name}</Text>
          <Text size="sm" c="dimmed" fw={400}>
            {mandate.agreement_name}
          </Text>
        </div>
      ),
    },
    {
      key: "account",
      header: t`Compte débité`,
      cell: ({ iban_masked }) => <span className={classes.number}>{iban_masked ?? t`non montré`}</span>,
    },
    {
      key: "reference",
      header: t`Référence (RUM)`,
      cell: ({ reference, signed_on }) => (
        <div>
          <span className={classes.reference}>{reference}</span>
          <Text size="sm" c="dimmed">
            <Trans>
              signé le <DateText value={signed_on} />
            </Trans>
          </Text>
        </div>
      ),
    },
    { key: "state", header: t`État`, cell: (mandate) => <State mandate={mandate} /> },
  ];
  const anyLive = mandates.some(({ revoked_at }) => revoked_at === null);
  return (
    <>
      <DataList
        label={label}
        items={mandates}
        columns={columns}
        rowKey={({ id }) => id}
        {...(mayManage && anyLive
          ? {
              actions: (mandate: Mandate) =>
                mandate.revoked_at === null ? (
                  <Button
                    variant="default"
                    size="sm"
                    aria-label={
                      ours
                        ? t`Révoquer le mandat donné à ${mandate.creditor_name}`
                        : t`Renoncer à prélever ${mandate.debtor_name}`
                    }
                    onClick={() => setRevoked(mandate)}
                  >
                    {ours ? <Trans>Révoquer…</Trans> : <Trans>Renoncer…</Trans>}
                  </Button>
                ) : null,
            }
          : {})}
      />
      {revoked ? (
        <RevokeMandateDialog mandate={revoked} ours={ours} onClose={() => setRevoked(null)} />
      ) : null}
    </>
  );
}

function State({ mandate }: { mandate: Mandate }) {
  const { revoked_at: revokedAt, last_used_on: lastUsedOn, lapses_on: lapsesOn } = mandate;
  if (revokedAt) {
    return (
      <StatusBadge tone="neutral">
        <Trans>
          Révoqué le <DateText value={revokedAt} />
        </Trans>
      </StatusBadge>
    );
  }
  if (lapsesOn <= today()) {
    return (
      <StatusBadge tone="attention">
        <Trans>Caduc : inutilisé pendant 36 mois</Trans>
      </StatusBadge>
    );
  }
  return (
    <div>
      <StatusBadge tone="positive">
        <Trans>En vigueur</Trans>
      </StatusBadge>
      <Text size="sm" c="dimmed" mt={4}>
        {lastUsedOn ? (
          <Trans>
            dernier prélèvement le <DateText value={lastUsedOn} />
          </Trans>
        ) : (
          <Trans>
            encore jamais utilisé ; caduc le <DateText value={lapsesOn} /> s’il ne l’est pas
          </Trans>
        )}
      </Text>
    </div>
  );
}
