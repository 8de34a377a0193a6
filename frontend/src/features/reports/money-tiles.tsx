import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Paper, SimpleGrid, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import classes from "@/features/reports/home.module.css";
import { isWithoutMoney, type Money } from "@/features/reports/words";
import { Amount } from "@/ui/amount";
import { Section } from "@/ui/page";

/** What the organisation owes, is owed, and saved by sharing: figures that open where they come from. */
export function MoneyTiles({ money }: { money: Money }) {
  const { t } = useLingui();
  if (isWithoutMoney(money)) return null;
  const { owes_cents: owes, overdue_cents: late, owed_cents: owed, saved_cents: saved } = money;
  return (
    <Section title={t`Vos comptes communs`}>
      <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
        <Tile to="/statements" cents={owes}>
          {late > 0 ? (
            <Trans>
              à payer, dont <Amount value={late} unit="EUR/2" /> en retard
            </Trans>
          ) : (
            <Trans>à payer</Trans>
          )}
        </Tile>
        <Tile to="/statements" cents={owed}>
          <Trans>à recevoir</Trans>
        </Tile>
        {saved === null ? null : <Saved cents={saved} />}
      </SimpleGrid>
    </Section>
  );
}

/** Shared costs and group purchases together: each has its page, where the figure comes from. */
function Saved({ cents }: { cents: number }) {
  return (
    <Paper p="md">
      <Text component="span" className={classes.count ?? ""}>
        <Amount value={Math.abs(cents)} unit="EUR/2" />
      </Text>
      <Text size="sm">
        {cents >= 0 ? (
          <Trans>économisés en douze mois, en partageant et en achetant ensemble</Trans>
        ) : (
          <Trans>de plus en douze mois que vos prix seuls ou d’avant</Trans>
        )}
      </Text>
      <Text size="sm" mt={4}>
        <Anchor component={Link} to="/allocations">
          <Trans>Coûts partagés</Trans>
        </Anchor>
        {" · "}
        <Anchor component={Link} to="/purchases/savings">
          <Trans>Achats groupés</Trans>
        </Anchor>
      </Text>
    </Paper>
  );
}

type TileProps = { to: string; cents: number; children: ReactNode };

function Tile({ to, cents, children }: TileProps) {
  return (
    <Paper p="md" className={classes.tile ?? ""} renderRoot={(props) => <Link {...props} to={to} />}>
      <Text component="span" className={classes.count ?? ""}>
        <Amount value={cents} unit="EUR/2" />
      </Text>
      <Text component="span" size="sm">
        {children}
      </Text>
    </Paper>
  );
}
