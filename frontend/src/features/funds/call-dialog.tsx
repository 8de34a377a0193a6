import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, SimpleGrid, Stack, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useApiMutation, useIdempotencyKey } from "@/api/hooks";
import { centsOf } from "@/features/funds/amounts";
import { type Call, type Fund, readings } from "@/features/funds/words";
import { AmountField } from "@/ui/amount-field";
import { Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { today } from "@/ui/paris-time";
import { toastDone } from "@/ui/toast";

type Values = {
  title: string;
  description: string;
  budget_cents: number | string;
  opens_on: string;
  closes_on: string;
};

const bodyOf = (values: Values) => ({
  ...values,
  budget_cents: values.budget_cents === "" ? null : centsOf(values.budget_cents),
});

const valuesOf = (call: Call | undefined): Values => ({
  title: call?.title ?? "",
  description: call?.description ?? "",
  budget_cents: call?.budget_cents ? call.budget_cents / 100 : "",
  opens_on: call?.opens_on ?? today(),
  closes_on: call?.closes_on ?? "",
});

type CallDialogProps = { fund: Fund; call: Call | undefined; onClose: () => void };

/** Opens a call for projects, or changes one. */
export function CallDialog({ fund, call, onClose }: CallDialogProps) {
  const { t } = useLingui();
  const form = useForm<Values>({
    initialValues: valuesOf(call),
    validate: {
      title: (title) => (title.trim() ? null : t`Donnez un titre à l’appel.`),
      description: (words) => (words.trim() ? null : t`Dites quels projets sont attendus.`),
      opens_on: (day) => (day ? null : t`Indiquez le premier jour.`),
      closes_on: (day, { opens_on }) =>
        !day
          ? t`Indiquez le dernier jour.`
          : day < opens_on
            ? t`Le dernier jour vient après le premier.`
            : null,
    },
  });
  const { send, isPending, error } = useSave(fund, call, onClose);
  const submit = form.onSubmit((values) => send(bodyOf(values)));
  return (
    <Dialog
      opened
      onClose={onClose}
      size="lg"
      title={call ? t`Modifier l’appel à projets` : t`Ouvrir un appel à projets`}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <FormErrors error={error} form={form} />
          <TextInput
            label={t`Titre`}
            placeholder={t`Projets de l’année`}
            maxLength={200}
            required
            data-autofocus
            {...form.getInputProps("title")}
          />
          <Textarea
            label={t`Quels projets sont attendus`}
            autosize
            minRows={3}
            maxLength={5000}
            required
            {...form.getInputProps("description")}
          />
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <TextInput
              type="date"
              label={t`Premier jour pour présenter`}
              required
              {...form.getInputProps("opens_on")}
            />
            <TextInput type="date" label={t`Dernier jour`} required {...form.getInputProps("closes_on")} />
          </SimpleGrid>
          <AmountField
            label={t`Budget (facultatif)`}
            description={t`Le plus que les projets de cet appel peuvent recevoir ensemble.`}
            {...form.getInputProps("budget_cents")}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Annuler</Trans>
            </Button>
            <Button type="submit" loading={isPending}>
              {call ? <Trans>Enregistrer</Trans> : <Trans>Ouvrir l’appel</Trans>}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

function useSave(fund: Fund, call: Call | undefined, onClose: () => void) {
  const { t } = useLingui();
  const { key } = useIdempotencyKey();
  const path = { fund_id: fund.id };
  const done = () => {
    toastDone(call ? t`L’appel à projets est à jour.` : t`L’appel à projets est ouvert aux membres.`);
    onClose();
  };
  const create = useApiMutation("post", "/v1/funds/{fund_id}/calls", {
    invalidates: readings,
    onSuccess: done,
  });
  const change = useApiMutation("patch", "/v1/funds/{fund_id}/calls/{call_id}", {
    invalidates: readings,
    onSuccess: done,
  });
  return {
    send: (body: ReturnType<typeof bodyOf>) =>
      call
        ? change.mutate({ path: { ...path, call_id: call.id }, body, version: call.version })
        : create.mutate({ path, body, idempotencyKey: key }),
    isPending: create.isPending || change.isPending,
    error: create.error ?? change.error,
  };
}
