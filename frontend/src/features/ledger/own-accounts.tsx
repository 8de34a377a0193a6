import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Paper, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useApiInfinite } from "@/api/hooks";
import { useMe } from "@/app/session";
import { AccountLink } from "@/features/ledger/account-name";
import classes from "@/features/ledger/ledger.module.css";
import type { Account } from "@/features/ledger/words";
import { Amount } from "@/ui/amount";
import { LoadMore } from "@/ui/load-more";
import { Section } from "@/ui/page";
import { Loaded } from "@/ui/states";

/** The accounts kept for one's organisation, each with what its balance says. */
export function OwnAccounts({ agreementId }: { agreementId: string }) {
  const { t } = useLingui();
  const me = useMe().acting_for?.organisation_id;
  const own = useApiInfinite(
    "/v1/ledger/accounts",
    { query: { agreement_id: agreementId, organisation_id: me } },
    { enabled: me !== undefined },
  );
  return (
    <Section title={t`Vos comptes`}>
      <Loaded query={own} lines={2}>
        {(accounts) =>
          accounts.length === 0 ? (
            <Text c="dimmed">
              <Trans>
                Aucun compte n’est encore tenu pour votre organisation : le premier s’ouvre avec son premier
                apport.
              </Trans>
            </Text>
          ) : (
            <ul className={classes.tiles}>
              {accounts.map((account) => (
                <li key={account.id}>
                  <Tile account={account} agreementId={agreementId} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <LoadMore query={own} />
    </Section>
  );
}

function Tile({ account, agreementId }: { account: Account; agreementId: string }) {
  return (
    <Paper p="md" className={`${classes.tile} ${account.purpose === "stake" ? classes.shared : ""}`}>
      <AccountLink account={account} agreementId={agreementId} strong />
      {account.balance === null ? null : (
        <>
          <span className={classes.figure}>
            <Amount value={account.balance} unit={account.unit} />
          </span>
          <Text size="sm" c="dimmed">
            <InPlainWords account={account} balance={account.balance} />
          </Text>
        </>
      )}
    </Paper>
  );
}

/** What the balance of one's own account says: a figure under zero is an asset here, a debt there. */
export function InPlainWords({ account, balance }: { account: Account; balance: number }) {
  const amount = <Amount value={Math.abs(balance)} unit={account.unit} />;
  switch (account.purpose) {
    case "stake":
      return (
        <>
          <Trans>Ce que vous pourriez reprendre en partant.</Trans>{" "}
          <Anchor
            component={Link}
            to="/exits/$agreementId"
            params={{ agreementId: account.agreement_id } as never}
          >
            <Trans>Simuler un départ</Trans>
          </Anchor>
        </>
      );
    case "party":
      if (balance > 0) return <Trans>Vous avez reçu {amount} de plus que vous n’avez apporté.</Trans>;
      if (balance === 0) return <Trans>Vous n’avez rien apporté de plus que ce que vous avez reçu.</Trans>;
      return <Trans>Vous avez apporté {amount}, ce que vous avez repris déduit.</Trans>;
    case "due":
      if (balance < 0) return <Trans>Vous devez encore {amount}.</Trans>;
      if (balance === 0) return <Trans>Vous ne devez rien.</Trans>;
      return <Trans>Vous avez {amount} d’avance.</Trans>;
    case "payable":
      if (balance > 0) return <Trans>L’accord vous doit {amount}.</Trans>;
      return <Trans>L’accord ne vous doit rien.</Trans>;
    default:
      return null;
  }
}
