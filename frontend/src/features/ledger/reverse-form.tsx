import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, Group, List, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useApiMutation, useIdempotencyKey } from "@/api/hooks";
import { useAccountName } from "@/features/ledger/account-name";
import { type Entry, readings } from "@/features/ledger/words";
import { Amount } from "@/ui/amount";
import { FormErrors } from "@/ui/form-errors";
import { today } from "@/ui/paris-time";
import { toastDone } from "@/ui/toast";

type ReverseFormProps = { entry: Entry; onCancel: () => void; onDone: () => void };

/** Posts the exact opposite of an entry, once; what it will do is said first. */
export function ReverseForm({ entry, onCancel, onDone }: ReverseFormProps) {
  const { t } = useLingui();
  const { key } = useIdempotencyKey();
  const form = useForm({
    initialValues: { description: "", occurred_on: today() },
    validate: {
      description: (value) => (value.trim() ? null : t`Dites pourquoi : c’est ce que les autres liront.`),
      occurred_on: (value) =>
        value && value <= today() ? null : t`Donnez la date d’aujourd’hui ou une date passée.`,
    },
  });
  const reverse = useApiMutation("post", "/v1/ledger/transactions/{transaction_id}/reverse", {
    invalidates: readings,
    onSuccess: ({ number }) => {
      toastDone(t`L’écriture est contre-passée, sous le n° ${number}.`);
      onDone();
    },
  });
  const submit = form.onSubmit((body) =>
    reverse.mutate({ path: { transaction_id: entry.id }, body, idempotencyKey: key }),
  );
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Consequences entry={entry} />
        <TextInput
          label={t`Pourquoi`}
          description={t`Une phrase : « Saisie deux fois », « Mauvais compte ».`}
          maxLength={200}
          withAsterisk
          data-autofocus
          {...form.getInputProps("description")}
        />
        <TextInput
          type="date"
          label={t`Date de la correction`}
          max={today()}
          withAsterisk
          {...form.getInputProps("occurred_on")}
        />
        <FormErrors error={reverse.error} form={form} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            <Trans>Revenir à l’écriture</Trans>
          </Button>
          <Button type="submit" color="red" loading={reverse.isPending}>
            <Trans>Contre-passer</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Consequences({ entry }: { entry: Entry }) {
  const { t } = useLingui();
  const nameOf = useAccountName();
  const { number } = entry;
  return (
    <Alert
      color="orange"
      variant="light"
      icon={<IconAlertTriangle aria-hidden="true" />}
      title={t`Ce que cela fera`}
    >
      <List spacing={4}>
        {entry.postings.map(({ id, source, destination, amount, unit }) => (
          <List.Item key={id}>
            <Trans>
              <Amount value={amount} unit={unit} /> repartent de « {nameOf(destination)} » vers « 
              {nameOf(source)} ».
            </Trans>
          </List.Item>
        ))}
        <List.Item>
          <Trans>L’écriture n° {number} reste au livre, marquée contre-passée : rien ne s’efface.</Trans>
        </List.Item>
        <List.Item>
          <Trans>Cela ne se fait qu’une fois, et ne s’annule pas.</Trans>
        </List.Item>
      </List>
    </Alert>
  );
}
