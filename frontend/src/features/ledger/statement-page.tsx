import { useLingui } from "@lingui/react";
import { Trans, useLingui as useWords } from "@lingui/react/macro";
import { Button, Paper, Stack, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useApiQuery } from "@/api/hooks";
import { BackLink } from "@/features/agreements/back-link";
import { useAccountName } from "@/features/ledger/account-name";
import { Balance } from "@/features/ledger/balance";
import { EntryDialog } from "@/features/ledger/entry-dialog";
import { useExport } from "@/features/ledger/export";
import classes from "@/features/ledger/ledger.module.css";
import { InPlainWords } from "@/features/ledger/own-accounts";
import type { LineSearch } from "@/features/ledger/search";
import { StatementLines } from "@/features/ledger/statement-lines";
import { type Account, isByHand, purposeWords } from "@/features/ledger/words";
import { Amount } from "@/ui/amount";
import { Refusal } from "@/ui/dialog";
import { type Fact, FactList } from "@/ui/fact-list";
import { LoadedPage } from "@/ui/loaded-page";
import { Page, Section } from "@/ui/page";
import { StatusBadge } from "@/ui/status-badge";
import { nameOfUnit } from "@/ui/units";
import { DateText } from "@/ui/values";

type StatementPageProps = { agreementId: string; accountId: string; search: LineSearch };

/** The statement of an account: what it is for, what it holds, line by line. */
export function StatementPage({ agreementId, accountId, search }: StatementPageProps) {
  const { t } = useWords();
  const account = useApiQuery("/v1/ledger/accounts/{account_id}", { path: { account_id: accountId } });
  return (
    <LoadedPage query={account} title={t`Relevé de compte`} above={<BackToBook agreementId={agreementId} />}>
      {(read) => <Statement account={read} search={search} />}
    </LoadedPage>
  );
}

function BackToBook({ agreementId }: { agreementId: string }) {
  return (
    <BackLink to={`/ledger/${agreementId}`}>
      <Trans>Livre de comptes</Trans>
    </BackLink>
  );
}

function Statement({ account, search }: { account: Account; search: LineSearch }) {
  const { t } = useWords();
  const nameOf = useAccountName();
  const book = useApiQuery("/v1/ledger/balances", { query: { agreement_id: account.agreement_id } });
  const name = nameOf(account);
  const download = useExport(account.id, t`releve-${account.id}.csv`);
  return (
    <Page
      title={name}
      lead={<Lead account={account} />}
      above={<BackToBook agreementId={account.agreement_id} />}
      badge={account.closed_on ? <StatusBadge tone="neutral">{t`clos`}</StatusBadge> : null}
      actions={
        <Button
          variant="default"
          leftSection={<IconDownload size={18} aria-hidden="true" />}
          loading={download.isPending}
          onClick={() => download.mutate(search)}
        >
          <Trans>Exporter pour un tableur</Trans>
        </Button>
      }
    >
      {download.error ? (
        <Stack mb="md">
          <Refusal error={download.error} />
        </Stack>
      ) : null}
      <Holds account={account} agreementName={book.data?.agreement_name} />
      <Section title={t`Mouvements`}>
        <StatementLines account={account} search={search} />
      </Section>
      {book.data ? <EntryDialog book={book.data} id={search.entry} /> : null}
    </Page>
  );
}

function Lead({ account: { purpose } }: { account: Account }) {
  const { i18n } = useLingui();
  return (
    <>
      {i18n._(purposeWords[purpose].meaning)}{" "}
      {isByHand(purpose) ? null : (
        <Trans>
          Le fonds commun, ses projets et les sorties font bouger ce compte : personne n’y écrit à la main.
        </Trans>
      )}
    </>
  );
}

type HoldsProps = { account: Account; agreementName: string | undefined };

/** The balance, what it says, and how far it may go. */
function Holds({ account, agreementName }: HoldsProps) {
  const { t } = useWords();
  const { i18n } = useLingui();
  const { balance, unit, minimum_balance: lowest, purpose } = account;
  const facts: Fact[] = [
    { label: t`Compté en`, value: nameOfUnit(unit, (words) => i18n._(words)) },
    {
      label: t`Solde minimal`,
      value: lowest === null ? <Trans>aucun</Trans> : <Amount value={lowest} unit={unit} />,
    },
    { label: t`Ouvert le`, value: <DateText value={account.opened_at} /> },
  ];
  if (agreementName) facts.push({ label: t`Accord`, value: agreementName });
  if (account.closed_on) facts.push({ label: t`Clos le`, value: <DateText value={account.closed_on} /> });
  return (
    <Paper p="md" mb="xl" className={purpose === "stake" ? (classes.shared ?? "") : ""}>
      <div className={classes.holds}>
        <div>
          <Text c="dimmed" size="sm">
            <Trans>Solde</Trans>
          </Text>
          {balance === null ? (
            <Balance account={account} />
          ) : (
            <div className={classes.figure}>
              <Amount value={balance} unit={unit} />
            </div>
          )}
          {account.mine && balance !== null ? (
            <Text c="dimmed" size="sm">
              <InPlainWords account={account} balance={balance} />
            </Text>
          ) : null}
        </div>
        <FactList facts={facts} />
      </div>
    </Paper>
  );
}
