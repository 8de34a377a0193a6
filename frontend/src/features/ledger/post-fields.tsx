import type { MessageDescriptor } from "@lingui/core";
import { useLingui } from "@lingui/react";
import { Trans, useLingui as useWords } from "@lingui/react/macro";
import { Button, Group, Select, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useAccountName } from "@/features/ledger/account-name";
import classes from "@/features/ledger/ledger.module.css";
import { emptyMove, type PostValues, reachable, unitOf } from "@/features/ledger/post-form";
import { type Account, manualKinds, manualKindWords } from "@/features/ledger/words";
import { Amount } from "@/ui/amount";
import { today } from "@/ui/paris-time";
import { nameOfUnit, symbolOf } from "@/ui/units";

export type PostForm = UseFormReturnType<PostValues>;

type PostFieldsProps = { form: PostForm; accounts: Account[] };

/** What an entry says, then each of its movements. */
export function PostFields({ form, accounts }: PostFieldsProps) {
  const { t } = useWords();
  const { i18n } = useLingui();
  const { moves } = form.getValues();
  return (
    <Stack gap="md">
      <TextInput
        label={t`Pourquoi`}
        description={t`Ce que toutes les parties liront. N’écrivez ni nom de résident, ni donnée de santé.`}
        placeholder={t`Loyer de juin de la salle partagée`}
        maxLength={200}
        withAsterisk
        data-autofocus
        {...form.getInputProps("description")}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Select
          label={t`Nature`}
          data={manualKinds.map((kind) => ({ value: kind, label: i18n._(manualKindWords[kind]) }))}
          allowDeselect={false}
          {...form.getInputProps("kind")}
        />
        <TextInput
          type="date"
          label={t`Date`}
          max={today()}
          withAsterisk
          {...form.getInputProps("occurred_on")}
        />
      </SimpleGrid>
      {moves.map((_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the form knows its movements by their place only
        <MoveFields key={at} at={at} form={form} accounts={accounts} />
      ))}
      <Group>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={16} aria-hidden="true" />}
          onClick={() => form.insertListItem("moves", emptyMove)}
          disabled={moves.length >= 100}
        >
          <Trans>Ajouter un mouvement</Trans>
        </Button>
      </Group>
      <TextInput
        label={t`Pièce (facultatif)`}
        description={t`Le numéro de la facture ou du justificatif, pour le retrouver.`}
        maxLength={200}
        {...form.getInputProps("reference")}
      />
    </Stack>
  );
}

function MoveFields({ at, form, accounts }: PostFieldsProps & { at: number }) {
  const { t } = useWords();
  const { i18n } = useLingui();
  const nameOf = useAccountName();
  const { moves } = form.getValues();
  const move = moves[at] ?? emptyMove;
  const unit = unitOf(accounts, move);
  const place = at + 1;
  const say = (words: MessageDescriptor) => i18n._(words);
  const options = (among: Account[]) => {
    const several = new Set(accounts.map((account) => account.unit)).size > 1;
    return among.map((account) => ({
      value: account.id,
      label: several ? `${nameOf(account)} (${nameOfUnit(account.unit, say)})` : nameOf(account),
    }));
  };
  const source = form.getInputProps(`moves.${at}.source_id`);
  // Another unit: what was chosen as its destination is not one any more.
  const changeSource = (id: string | null) => {
    source.onChange(id);
    const stays = reachable(accounts, id ?? "").some((account) => account.id === move.destination_id);
    if (!stays) form.setFieldValue(`moves.${at}.destination_id`, "");
  };
  return (
    <fieldset className={classes.move}>
      <legend>{moves.length > 1 ? t`Mouvement ${place}` : t`Mouvement`}</legend>
      <Stack gap="sm">
        <Select
          label={t`Du compte`}
          data={options(accounts)}
          searchable
          withAsterisk
          nothingFoundMessage={t`Aucun compte de ce nom`}
          {...source}
          onChange={changeSource}
        />
        <Select
          label={t`Vers le compte`}
          data={options(reachable(accounts, move.source_id))}
          searchable
          withAsterisk
          nothingFoundMessage={t`Aucun compte de ce nom`}
          {...form.getInputProps(`moves.${at}.destination_id`)}
        />
        <Group align="flex-end" justify="space-between" gap="sm">
          <TextInput
            label={t`Montant`}
            inputMode="decimal"
            placeholder={t`1 024,87`}
            withAsterisk
            maw="14rem"
            {...(unit
              ? { rightSection: <Text c="dimmed">{symbolOf(unit, say)}</Text>, rightSectionWidth: 64 }
              : {})}
            {...form.getInputProps(`moves.${at}.amount`)}
          />
          {moves.length > 1 ? (
            <Button
              variant="subtle"
              color="red"
              c="var(--mantine-color-error)"
              size="xs"
              leftSection={<IconTrash size={16} aria-hidden="true" />}
              onClick={() => form.removeListItem("moves", at)}
              aria-label={t`Retirer le mouvement ${place}`}
            >
              <Trans>Retirer</Trans>
            </Button>
          ) : null}
        </Group>
        <SourceHolds account={accounts.find(({ id }) => id === move.source_id)} />
      </Stack>
    </fieldset>
  );
}

function SourceHolds({ account }: { account: Account | undefined }) {
  if (!account || account.balance === null) return null;
  const { balance, unit, minimum_balance: lowest } = account;
  return (
    <Text size="sm" c="dimmed">
      {lowest === null ? (
        <Trans>
          Le compte de départ est à <Amount value={balance} unit={unit} />, et peut descendre sans limite.
        </Trans>
      ) : (
        <Trans>
          Le compte de départ est à <Amount value={balance} unit={unit} />, et ne peut descendre sous{" "}
          <Amount value={lowest} unit={unit} />.
        </Trans>
      )}
    </Text>
  );
}
