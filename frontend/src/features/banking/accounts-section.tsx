import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Stack, Text } from "@mantine/core";
import { IconBuildingBank } from "@tabler/icons-react";
import { useState } from "react";
import { useApiInfinite } from "@/api/hooks";
import { useCan } from "@/app/session";
import { ChangeAccountDialog, CloseAccountDialog } from "@/features/banking/account-dialogs";
import classes from "@/features/banking/banking.module.css";
import { type Use, usesOf } from "@/features/banking/uses";
import { type Account, type Mandate, manageBanking } from "@/features/banking/words";
import { type Column, DataList } from "@/ui/data-list";
import { FictionalBadge } from "@/ui/fictional-badge";
import { LoadMore } from "@/ui/load-more";
import { Section } from "@/ui/page";
import { EmptyState, Loaded } from "@/ui/states";
import { DateText } from "@/ui/values";

type AccountsSectionProps = { accounts: Account[]; given: Mandate[]; addButton: React.ReactNode };

/** Our open accounts, what each is used for, and what can be done with it. */
export function AccountsSection({ accounts, given, addButton }: AccountsSectionProps) {
  const { t } = useLingui();
  const mayManage = useCan(manageBanking);
  const [changed, setChanged] = useState<Account | null>(null);
  const [closed, setClosed] = useState<Account | null>(null);
  if (accounts.length === 0) return <NoAccount addButton={addButton} mayManage={mayManage} />;
  const columns: Column<Account>[] = [
    {
      key: "label",
      header: t`Compte`,
      phone: "title",
      cell: (account) => <Named account={account} />,
    },
    {
      key: "number",
      header: t`Numéro`,
      cell: ({ iban_masked }) => <span className={classes.number}>{iban_masked}</span>,
    },
    { key: "bank", header: t`Banque`, cell: (account) => <Bank account={account} /> },
    {
      key: "uses",
      header: t`Sert à`,
      cell: (account) => <Uses uses={usesOf(account, accounts, given)} />,
    },
  ];
  return (
    <>
      <DataList
        label={t`Nos comptes`}
        items={accounts}
        columns={columns}
        rowKey={({ id }) => id}
        {...(mayManage
          ? {
              actions: (account: Account) => (
                <Group gap="xs" wrap="nowrap">
                  <Button
                    variant="default"
                    size="sm"
                    aria-label={t`Modifier le compte « ${account.label} »`}
                    onClick={() => setChanged(account)}
                  >
                    <Trans>Modifier…</Trans>
                  </Button>
                  <Button
                    variant="subtle"
                    size="sm"
                    aria-label={t`Fermer le compte « ${account.label} »`}
                    onClick={() => setClosed(account)}
                  >
                    <Trans>Fermer…</Trans>
                  </Button>
                </Group>
              ),
            }
          : {})}
      />
      {changed ? <ChangeAccountDialog account={changed} onClose={() => setChanged(null)} /> : null}
      {closed ? (
        <CloseAccountDialog
          account={closed}
          receives={accounts[0]?.id === closed.id}
          next={accounts.find(({ id }) => id !== closed.id)}
          onClose={() => setClosed(null)}
        />
      ) : null}
    </>
  );
}

function NoAccount({ addButton, mayManage }: { addButton: React.ReactNode; mayManage: boolean }) {
  const { t } = useLingui();
  return (
    <EmptyState icon={IconBuildingBank} title={t`Aucun compte bancaire pour l’instant`} action={addButton}>
      <Trans>
        Un compte enregistré ici est imprimé sur les relevés que vous émettez, pour qu’on vous paie au bon
        endroit, et sert à préparer les virements que vous déposez à votre banque.
      </Trans>{" "}
      {mayManage ? null : (
        <Trans>Votre mandat ne permet pas d’en ajouter : parlez-en à votre direction.</Trans>
      )}
    </EmptyState>
  );
}

function Named({ account }: { account: Account }) {
  return (
    <div className={classes.words}>
      <Group gap="xs">
        <Text fw={600}>{account.label}</Text>
        {account.fictional ? <FictionalBadge /> : null}
      </Group>
      <Text size="sm" c="dimmed" fw={400}>
        {account.holder}
      </Text>
    </div>
  );
}

function Bank({ account: { bank_name: name, bic } }: { account: Account }) {
  if (!name && !bic) {
    return (
      <Text c="dimmed" component="span">
        <Trans>non connue</Trans>
      </Text>
    );
  }
  return (
    <div>
      {name}
      {bic ? (
        <Text size="sm" c="dimmed">
          <Trans>BIC {bic}</Trans>
        </Text>
      ) : null}
    </div>
  );
}

function Uses({ uses }: { uses: Use[] }) {
  if (uses.length === 0) {
    return (
      <div className={classes.words}>
        <Trans>Payer par virement, si vous le choisissez</Trans>
      </div>
    );
  }
  return (
    <Stack gap={4} className={classes.words ?? ""}>
      {uses.map((use) => (
        <div key={use.kind}>
          <OneUse use={use} />
        </div>
      ))}
    </Stack>
  );
}

function OneUse({ use }: { use: Use }) {
  switch (use.kind) {
    case "receives":
      return <Trans>Recevoir ce qu’on vous doit : vos relevés l’indiquent</Trans>;
    case "collects":
      return <Trans>Encaisser par prélèvement (ICS {use.identifier})</Trans>;
    case "debited":
      return <Trans>Être prélevé : {use.agreements.join(", ")}</Trans>;
  }
}

/** What was closed, for who looks for it. */
export function ClosedAccounts() {
  const { t } = useLingui();
  const [shown, setShown] = useState(false);
  const accounts = useApiInfinite("/v1/banking/accounts", { query: { open: false } }, { enabled: shown });
  if (!shown) {
    return (
      <Button variant="subtle" size="sm" mt="sm" onClick={() => setShown(true)}>
        <Trans>Voir les comptes fermés</Trans>
      </Button>
    );
  }
  return (
    <Section title={t`Comptes fermés`}>
      <Loaded query={accounts} lines={2}>
        {(items) =>
          items.length === 0 ? (
            <Text c="dimmed">
              <Trans>Aucun compte n’a été fermé.</Trans>
            </Text>
          ) : (
            <DataList
              label={t`Comptes fermés`}
              items={items}
              rowKey={({ id }) => id}
              columns={[
                {
                  key: "label",
                  header: t`Compte`,
                  phone: "title",
                  cell: (account) => <Named account={account} />,
                },
                {
                  key: "number",
                  header: t`Numéro`,
                  cell: ({ iban_masked }) => <span className={classes.number}>{iban_masked}</span>,
                },
                {
                  key: "closed",
                  header: t`Fermé le`,
                  cell: ({ closed_at }) => <DateText value={closed_at} />,
                },
              ]}
            />
          )
        }
      </Loaded>
      <LoadMore query={accounts} />
    </Section>
  );
}
