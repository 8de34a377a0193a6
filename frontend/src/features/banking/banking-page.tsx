import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { IconLock, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useApiInfinite } from "@/api/hooks";
import { useCan, useMe } from "@/app/session";
import { AddAccountDialog } from "@/features/banking/account-dialogs";
import { AccountsSection, ClosedAccounts } from "@/features/banking/accounts-section";
import { GivenMandates, ReceivedMandates } from "@/features/banking/mandates-section";
import { manageBanking, readBanking } from "@/features/banking/words";
import { LoadMore } from "@/ui/load-more";
import { Page, Section } from "@/ui/page";
import { EmptyState, Loaded } from "@/ui/states";

/** The bank accounts of one's organisation, and who may debit whom. */
export function BankingPage() {
  const { t } = useLingui();
  return useCan(readBanking) ? (
    <OurBanking />
  ) : (
    <Page title={t`Comptes bancaires`}>
      <EmptyState icon={IconLock} title={t`Réservé à la direction et à la coordination`}>
        <Trans>
          Votre mandat ne permet pas de voir les comptes bancaires de votre organisation. Demandez à votre
          direction.
        </Trans>
      </EmptyState>
    </Page>
  );
}

function OurBanking() {
  const { t } = useLingui();
  const mayManage = useCan(manageBanking);
  const me = useMe().acting_for;
  const [adding, setAdding] = useState(false);
  const accounts = useApiInfinite("/v1/banking/accounts", { query: { open: true, limit: 100 } });
  const mandates = useApiInfinite("/v1/banking/mandates", { query: { limit: 100 } });
  const addButton = mayManage ? (
    <Button leftSection={<IconPlus size={18} aria-hidden="true" />} onClick={() => setAdding(true)}>
      <Trans>Ajouter un compte</Trans>
    </Button>
  ) : null;
  const mine = me?.organisation_id;
  return (
    <Page
      title={t`Comptes bancaires`}
      lead={
        <Trans>
          Les comptes de votre organisation. Les numéros sont chiffrés : personne n’en lit plus que le début
          et les quatre derniers caractères, et aucune autre organisation ne voit cette page.
        </Trans>
      }
      actions={accounts.data?.length ? addButton : null}
    >
      <Section title={t`Nos comptes`}>
        <Loaded query={accounts} lines={3}>
          {(open) => (
            <AccountsSection
              accounts={open}
              given={(mandates.data ?? []).filter(({ debtor_id }) => debtor_id === mine)}
              addButton={addButton}
            />
          )}
        </Loaded>
        <LoadMore query={accounts} />
        <ClosedAccounts />
      </Section>
      <Loaded query={mandates} lines={3}>
        {(all) => (
          <>
            <GivenMandates
              mandates={all.filter(({ debtor_id }) => debtor_id === mine)}
              accounts={accounts.data ?? []}
            />
            <ReceivedMandates mandates={all.filter(({ creditor_id }) => creditor_id === mine)} />
          </>
        )}
      </Loaded>
      <LoadMore query={mandates} />
      {adding ? <AddAccountDialog onClose={() => setAdding(false)} /> : null}
    </Page>
  );
}
