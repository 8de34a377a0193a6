import { useLingui } from "@lingui/react";
import { Plural, Trans } from "@lingui/react/macro";
import { Group, List, Paper, Stack, Text, Title } from "@mantine/core";
import classes from "@/features/ledger/ledger.module.css";
import type { Book } from "@/features/ledger/words";
import { Amount } from "@/ui/amount";
import { StatusBadge } from "@/ui/status-badge";
import { nameOfUnit } from "@/ui/units";
import { DateText } from "@/ui/values";

/** The proof that nothing was lost or made up: unit by unit, all balances together make nothing. */
export function Proof({ book }: { book: Book }) {
  const { balanced, units, transactions, read_until: until } = book;
  return (
    <Paper p="md" mb="xl" className={classes.proof ?? ""} data-balanced={balanced}>
      <Stack gap="xs">
        <Group gap="sm">
          <Title order={2} size="h3">
            {balanced ? <Trans>Le livre est équilibré</Trans> : <Trans>Le livre n’est pas équilibré</Trans>}
          </Title>
          {balanced ? (
            <StatusBadge tone="positive">
              <Trans>Vérifié à l’instant</Trans>
            </StatusBadge>
          ) : (
            <StatusBadge tone="negative">
              <Trans>À signaler</Trans>
            </StatusBadge>
          )}
        </Group>
        <List spacing={2} listStyleType="none">
          {units.map((unit) => (
            <List.Item key={unit.unit}>
              <UnitSum unit={unit} />
            </List.Item>
          ))}
        </List>
        <Text>
          <Plural
            value={transactions}
            one="# écriture passée, numérotée sans trou."
            other="# écritures passées, numérotées sans trou."
          />{" "}
          {until ? (
            <Trans>
              Votre organisation a quitté l’accord : vous lisez le livre jusqu’au <DateText value={until} />.
            </Trans>
          ) : null}
        </Text>
        <Text size="sm" c="dimmed" maw="48rem">
          {balanced ? (
            <Trans>
              Chaque écriture retire à un compte exactement ce qu’elle donne à un autre. Tous les soldes
              ensemble font donc toujours zéro : rien n’est apparu, rien n’a disparu.
            </Trans>
          ) : (
            <Trans>
              Tous les soldes ensemble devraient faire zéro. Prévenez la personne qui administre Essaim : elle
              trouvera l’écart avec la commande « essaim check ».
            </Trans>
          )}
        </Text>
      </Stack>
    </Paper>
  );
}

function UnitSum({ unit: { unit, total, accounts } }: { unit: Book["units"][number] }) {
  const { i18n } = useLingui();
  const name = nameOfUnit(unit, (words) => i18n._(words));
  return (
    <>
      <Trans>
        {name} : tous les soldes ensemble font{" "}
        <strong>
          <Amount value={total} unit={unit} />
        </strong>
        .
      </Trans>{" "}
      <Plural value={accounts} one="Vous lisez un compte." other="Vous lisez # comptes." />
    </>
  );
}
