import { useLingui } from "@lingui/react";
import { Trans, useLingui as useWords } from "@lingui/react/macro";
import { Alert, Button, Group, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useAccountName } from "@/features/ledger/account-name";
import classes from "@/features/ledger/ledger.module.css";
import { bodyOf, effectsOf, overdrawn, type PostValues, unitOf } from "@/features/ledger/post-form";
import { type Account, kindWords } from "@/features/ledger/words";
import { Amount } from "@/ui/amount";
import { type Column, DataList } from "@/ui/data-list";
import { DateText } from "@/ui/values";

type PostSummaryProps = {
  values: PostValues;
  accounts: Account[];
  onBack: () => void;
  onPost: () => void;
  pending: boolean;
};

type Effect = ReturnType<typeof effectsOf>[number];

/** The entry as it will be, and what accounts will hold: read before it can no longer be changed. */
export function PostSummary({ values, accounts, onBack, onPost, pending }: PostSummaryProps) {
  const { i18n } = useLingui();
  const { t } = useWords();
  const effects = effectsOf(accounts, values.moves);
  return (
    <Stack gap="md">
      <div>
        <Text fw={600} size="lg">
          {values.description}
        </Text>
        <Text c="dimmed">
          {i18n._(kindWords[values.kind])} · <DateText value={values.occurred_on} />
          {values.reference.trim() ? (
            <>
              {" · "}
              <Trans>pièce {values.reference}</Trans>
            </>
          ) : null}
        </Text>
      </div>
      <Moves values={values} accounts={accounts} />
      <Title order={3}>
        <Trans>Ce que deviennent les comptes</Trans>
      </Title>
      <DataList
        label={t`Ce que deviennent les comptes`}
        items={effects}
        columns={useColumns()}
        rowKey={({ account }) => account.id}
      />
      {overdrawn(effects).length > 0 ? (
        <Alert color="orange" variant="light" icon={<IconAlertTriangle aria-hidden="true" />}>
          <Trans>Un compte passerait sous son solde minimal : cette écriture sera refusée.</Trans>
        </Alert>
      ) : null}
      <Text>
        <Trans>
          Une fois passée, une écriture ne se modifie ni ne s’efface : une erreur se corrige par une
          contre-passation, que tout le monde lit aussi.
        </Trans>
      </Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={onBack}>
          <Trans>Corriger</Trans>
        </Button>
        <Button onClick={onPost} loading={pending}>
          <Trans>Passer l’écriture</Trans>
        </Button>
      </Group>
    </Stack>
  );
}

function Moves({ values, accounts }: { values: PostValues; accounts: Account[] }) {
  const { t } = useWords();
  const nameOf = useAccountName();
  const named = (id: string) => {
    const account = accounts.find((one) => one.id === id);
    return account ? nameOf(account) : "";
  };
  const { moves } = bodyOf("", accounts, values);
  return (
    <ul className={classes.moves} aria-label={t`Mouvements`}>
      {moves.map(({ source_id, destination_id, amount }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two movements may be alike
        <li key={at} className={classes.movement}>
          <Text>
            <Trans>
              de <strong>{named(source_id)}</strong> vers <strong>{named(destination_id)}</strong>
            </Trans>
          </Text>
          <Text fw={600}>
            <Amount value={amount} unit={unitOf(accounts, { source_id, destination_id, amount: "" }) ?? ""} />
          </Text>
        </li>
      ))}
    </ul>
  );
}

function useColumns(): Column<Effect>[] {
  const { t } = useWords();
  const nameOf = useAccountName();
  return [
    { key: "account", header: t`Compte`, phone: "title", cell: ({ account }) => nameOf(account) },
    {
      key: "before",
      header: t`Avant`,
      align: "right",
      cell: ({ account, before }) => <Amount value={before} unit={account.unit} />,
    },
    {
      key: "after",
      header: t`Après`,
      align: "right",
      cell: ({ account, after }) => (
        <strong>
          <Amount value={after} unit={account.unit} />
        </strong>
      ),
    },
  ];
}
