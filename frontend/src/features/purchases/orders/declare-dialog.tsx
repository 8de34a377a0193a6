import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, NumberInput, Select, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMe } from "@/app/session";
import { orderDays } from "@/features/purchases/orders/figures";
import { useIntention } from "@/features/purchases/orders/intention";
import type { Position, PositionItem } from "@/features/purchases/orders/words";
import { UnitPrice, Volume } from "@/features/purchases/values";
import type { Lot, Round } from "@/features/purchases/words";
import { Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { today } from "@/ui/paris-time";
import { toastDone } from "@/ui/toast";
import { DateText } from "@/ui/values";

type DeclareDialogProps = { round: Round; lot: Lot; position: Position; onClose: () => void };
type Values = {
  organisation_id: string | null;
  item_id: string | null;
  volume: number | string;
  ordered_on: string;
  reference: string;
};

/** An order placed with the supplier: declared here, it counts at once for the step all reach. */
export function DeclareDialog({ round, lot, position, onClose }: DeclareDialogProps) {
  const { t } = useLingui();
  const me = useMe().acting_for?.organisation_id ?? null;
  const { first, last } = orderDays(round, lot, today());
  const declaring = useIntention("/v1/purchases/{round_id}/orders", () => {
    toastDone(t`La commande est déclarée.`);
    onClose();
  });
  const forOthers = round.coordinates && position.members.length > 0;
  const isMember = position.members.some(({ organisation_id: id }) => id === me);
  const form = useForm<Values>({
    initialValues: {
      organisation_id: forOthers && !isMember ? null : me,
      item_id: firstToOrder(position)?.item_id ?? null,
      volume: "",
      ordered_on: last,
      reference: "",
    },
    onValuesChange: declaring.again,
    validate: {
      organisation_id: (one) => (one === null ? t`Dites de quelle organisation.` : null),
      item_id: (one) => (one === null ? t`Choisissez l’article.` : null),
      volume: (one) => (Number(one) >= 1 ? null : t`Indiquez la quantité commandée.`),
      ordered_on: (day) =>
        !day
          ? t`Indiquez le jour.`
          : day < first || day > last
            ? t`Entre le début des commandes et aujourd’hui, dans la durée du marché.`
            : null,
    },
  });
  const { item_id: itemId, organisation_id: owner, volume } = form.getValues();
  const item = position.items.find(({ item_id: id }) => id === itemId);
  const submit = form.onSubmit((values) => {
    if (values.item_id === null) return;
    declaring.send({
      path: { round_id: round.id },
      body: {
        item_id: values.item_id,
        organisation_id: values.organisation_id,
        volume: Number(values.volume),
        ordered_on: values.ordered_on,
        reference: values.reference.trim() || null,
      },
    });
  });
  const supplier = position.supplier_name ?? "";
  return (
    <Dialog opened onClose={onClose} title={t`Déclarer une commande`} size="lg">
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Text>
            <Trans>
              Passez d’abord la commande chez {supplier}, comme d’habitude. Ici, vous dites qu’elle est
              passée : elle compte aussitôt pour le palier de prix que tous atteignent ensemble.
            </Trans>
          </Text>
          <FormErrors error={declaring.error} form={form} />
          {forOthers ? (
            <Select
              label={t`Organisation`}
              description={t`Celle qui a passé la commande.`}
              data={position.members.map(({ organisation_id: value, organisation_name: label }) => ({
                value,
                label,
              }))}
              searchable
              nothingFoundMessage={t`Aucune organisation engagée ne porte ce nom`}
              allowDeselect={false}
              {...form.getInputProps("organisation_id")}
            />
          ) : null}
          {position.items.length > 1 ? (
            <Select
              label={t`Article`}
              data={position.items.map(({ item_id: value, item_name: label }) => ({ value, label }))}
              searchable
              allowDeselect={false}
              {...form.getInputProps("item_id")}
            />
          ) : null}
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <NumberInput
              label={t`Quantité`}
              description={item ? item.unit : undefined}
              min={1}
              max={1_000_000_000}
              allowDecimal={false}
              allowNegative={false}
              hideControls
              inputMode="numeric"
              thousandSeparator={"\u202f"}
              required
              withAsterisk={false}
              data-autofocus
              {...form.getInputProps("volume")}
            />
            <TextInput
              type="date"
              label={t`Passée le`}
              description={
                <Trans>
                  Depuis le <DateText value={first} />, jusqu’à aujourd’hui.
                </Trans>
              }
              min={first}
              max={last}
              required
              withAsterisk={false}
              {...form.getInputProps("ordered_on")}
            />
          </SimpleGrid>
          <TextInput
            label={t`Numéro du bon de commande (facultatif)`}
            description={t`Il évite de la compter deux fois, et la fait retrouver. Ni nom de résident, ni donnée de santé.`}
            maxLength={200}
            {...form.getInputProps("reference")}
          />
          {item && owner === me && Number(volume) > 0 ? <After item={item} volume={Number(volume)} /> : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Annuler</Trans>
            </Button>
            <Button type="submit" loading={declaring.isPending}>
              <Trans>Déclarer cette commande</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

/** What one’s organisation still has to order, otherwise the first of the lot. */
function firstToOrder({ items }: Position): PositionItem | undefined {
  return items.find(({ mine }) => (mine?.remaining_volume ?? 0) > 0) ?? items[0];
}

/** What the order will leave of one’s commitment, said before it is declared. */
function After({ item: { mine, unit }, volume }: { item: PositionItem; volume: number }) {
  if (mine === null) return null;
  const left = mine.remaining_volume - volume;
  return (
    <Stack gap={4} role="status">
      <Text fw={600}>
        {left > 0 ? (
          <Trans>
            Il vous restera <Volume value={left} unit={unit} /> à commander.
          </Trans>
        ) : left === 0 ? (
          <Trans>Tout ce à quoi vous vous êtes engagés sera commandé.</Trans>
        ) : (
          <Trans>
            Cela fera <Volume value={mine.ordered_volume + volume - mine.committed_volume} unit={unit} /> de
            plus que votre engagement, au même prix.
          </Trans>
        )}
      </Text>
      {mine.unit_price === null ? null : (
        <Text size="sm" c="dimmed">
          <Trans>
            Au prix attribué, <UnitPrice value={mine.unit_price} /> l’unité. Le compte exact se fait à la
            clôture du lot, selon le palier vraiment atteint.
          </Trans>
        </Text>
      )}
    </Stack>
  );
}
