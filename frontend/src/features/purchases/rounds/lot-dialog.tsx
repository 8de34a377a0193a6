import { Trans, useLingui } from "@lingui/react/macro";
import { Button, CloseButton, Fieldset, Group, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { type UseFormReturnType, useForm } from "@mantine/form";
import { IconPlus } from "@tabler/icons-react";
import { useApiMutation, useIdempotencyKey } from "@/api/hooks";
import { itemsOf, type LotValues, lotValues, newItem } from "@/features/purchases/rounds/lot-values";
import classes from "@/features/purchases/rounds/rounds.module.css";
import { type Lot, readings } from "@/features/purchases/words";
import { Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { toastDone } from "@/ui/toast";

type LotDialogProps = { roundId: string; lot: Lot | undefined; onClose: () => void };

const most = 100;

/** A lot and its items, in their order. */
export function LotDialog({ roundId, lot, onClose }: LotDialogProps) {
  const { t } = useLingui();
  const { key } = useIdempotencyKey();
  const form = useForm<LotValues>({
    initialValues: lotValues(lot),
    validate: {
      name: (name) => (name.trim() ? null : t`Donnez un nom.`),
      items: {
        name: (name) => (name.trim() ? null : t`Nommez l’article.`),
        unit: (unit) => (unit.trim() ? null : t`Dites ce que l’on compte.`),
      },
    },
  });
  const onSuccess = ({ name }: { name: string }) => {
    toastDone(t`Le lot « ${name} » est enregistré.`);
    onClose();
  };
  const add = useApiMutation("post", "/v1/purchases/{round_id}/lots", { invalidates: readings, onSuccess });
  const change = useApiMutation("patch", "/v1/purchases/{round_id}/lots/{lot_id}", {
    invalidates: readings,
    onSuccess,
  });
  const submit = form.onSubmit((values) => {
    const body = {
      name: values.name.trim(),
      description: values.description.trim() || null,
      items: itemsOf(values.items),
    };
    if (!lot) add.mutate({ path: { round_id: roundId }, body, idempotencyKey: key });
    else change.mutate({ path: { round_id: roundId, lot_id: lot.id }, body, version: lot.version });
  });
  return (
    <Dialog opened onClose={onClose} title={lot ? t`Modifier le lot` : t`Ajouter un lot`} size="xl">
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <FormErrors error={add.error ?? change.error} form={form} />
          <TextInput
            label={t`Nom du lot`}
            placeholder={t`Gants`}
            maxLength={200}
            data-autofocus
            {...form.getInputProps("name")}
          />
          <Textarea
            label={t`Précisions (facultatif)`}
            description={t`Ce que le fournisseur doit respecter : norme, livraison, échantillon.`}
            autosize
            maxLength={5000}
            {...form.getInputProps("description")}
          />
          <ItemFields form={form} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Annuler</Trans>
            </Button>
            <Button type="submit" loading={add.isPending || change.isPending}>
              <Trans>Enregistrer le lot</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

function ItemFields({ form }: { form: UseFormReturnType<LotValues> }) {
  const { t } = useLingui();
  const { items } = form.getValues();
  return (
    <Fieldset legend={t`Articles`}>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          <Trans>
            Une ligne par article qui a son prix. L’unité est ce que l’on compte : « boîte de 100 », « kg »,
            « repas ». Elle compte beaucoup : besoins et prix se donnent pour une unité.
          </Trans>
        </Text>
        {items.map((item, place) => {
          const number = place + 1;
          return (
            <div key={item.key} className={classes.item}>
              <TextInput
                label={t`Article ${number}`}
                maxLength={200}
                {...form.getInputProps(`items.${place}.name`)}
              />
              <TextInput label={t`Unité`} maxLength={60} {...form.getInputProps(`items.${place}.unit`)} />
              <TextInput
                label={t`Référence (facultatif)`}
                maxLength={100}
                {...form.getInputProps(`items.${place}.reference`)}
              />
              <CloseButton
                className={classes.remove ?? ""}
                aria-label={t`Retirer l’article ${number}`}
                size="lg"
                disabled={items.length === 1}
                onClick={() => form.removeListItem("items", place)}
              />
            </div>
          );
        })}
        {items.length < most ? (
          <div>
            <Button
              variant="default"
              leftSection={<IconPlus size={16} aria-hidden="true" />}
              onClick={() => form.insertListItem("items", newItem(items.at(-1)?.unit))}
            >
              <Trans>Ajouter un article</Trans>
            </Button>
          </div>
        ) : null}
      </Stack>
    </Fieldset>
  );
}
