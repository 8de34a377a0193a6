import { useLingui } from "@lingui/react";
import { Trans, useLingui as useWords } from "@lingui/react/macro";
import { Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconBook2 } from "@tabler/icons-react";
import { AccountLink } from "@/features/ledger/account-name";
import { type Group as AccountGroup, groupsOf, useAccounts } from "@/features/ledger/accounts";
import { Balance } from "@/features/ledger/balance";
import classes from "@/features/ledger/ledger.module.css";
import { type Account, type Book, purposeWords } from "@/features/ledger/words";
import { Amount } from "@/ui/amount";
import { EmptyState, Loaded } from "@/ui/states";
import { StatusBadge } from "@/ui/status-badge";

/** Every account one may read, by what it is for. */
export function AccountGroups({ book }: { book: Book }) {
  const { t } = useWords();
  const accounts = useAccounts(book.agreement_id);
  return (
    <Loaded query={accounts} lines={6}>
      {(items) =>
        items.length === 0 ? (
          <EmptyState icon={IconBook2} title={t`Le livre est encore vide`}>
            {book.leads ? (
              <Trans>
                Le fonds commun ouvre ses comptes avec le premier apport. Pour tenir autre chose (des charges,
                une banque d’heures), ouvrez un compte.
              </Trans>
            ) : (
              <Trans>
                Les comptes s’ouvrent avec le premier apport au fonds commun, ou quand le chef de file en
                ouvre un.
              </Trans>
            )}
          </EmptyState>
        ) : (
          <Stack gap="lg">
            {groupsOf(items).map((group) => (
              <GroupOfAccounts key={group.purpose} group={group} />
            ))}
          </Stack>
        )
      }
    </Loaded>
  );
}

function GroupOfAccounts({ group }: { group: AccountGroup }) {
  const { i18n } = useLingui();
  const { group: title, meaning } = purposeWords[group.purpose];
  return (
    <Paper component="section" className={classes.group ?? ""}>
      <div className={classes.groupHead}>
        <Group justify="space-between" align="baseline" gap="xs">
          <Title order={3}>{i18n._(title)}</Title>
          {group.totals.length > 0 ? (
            <Text fw={600}>
              <Trans>Ensemble :</Trans>{" "}
              {group.totals.map(({ unit, total }, at) => (
                <span key={unit}>
                  {at > 0 ? " · " : null}
                  <Amount value={total} unit={unit} />
                </span>
              ))}
            </Text>
          ) : null}
        </Group>
        <Text size="sm" c="dimmed" maw="44rem">
          {i18n._(meaning)}
        </Text>
      </div>
      <ul className={classes.rows} aria-label={i18n._(title)}>
        {group.accounts.map((account) => (
          <Row key={account.id} account={account} />
        ))}
      </ul>
    </Paper>
  );
}

function Row({ account }: { account: Account }) {
  return (
    <li className={classes.row}>
      <Group gap="xs" className={classes.rowName ?? ""}>
        <AccountLink account={account} agreementId={account.agreement_id} short />
        {account.mine ? (
          <StatusBadge tone="shared">
            <Trans>à vous</Trans>
          </StatusBadge>
        ) : null}
        {account.closed_on ? (
          <StatusBadge tone="neutral">
            <Trans>clos</Trans>
          </StatusBadge>
        ) : null}
      </Group>
      <div className={classes.rowFigure} data-words={account.balance === null}>
        <Balance account={account} />
      </div>
    </li>
  );
}
