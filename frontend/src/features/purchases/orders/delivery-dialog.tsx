import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, NumberInput, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useApiMutation } from "@/api/hooks";
import type { Order } from "@/features/purchases/orders/words";
import { Volume } from "@/features/purchases/values";
import { readings } from "@/features/purchases/words";
import { Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { formatNumber } from "@/ui/format";
import { today } from "@/ui/paris-time";
import { toastDone } from "@/ui/toast";
import { DateText } from "@/ui/values";

type Values = { delivered_volume: number | string; delivered_on: string };

/** What came of an order so far, in all. */
export function DeliveryDialog({ order, onClose }: { order: Order; onClose: () => void }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const most = formatNumber(order.volume, i18n.locale);
  const delivering = useApiMutation("patch", "/v1/purchases/{round_id}/orders/{order_id}", {
    invalidates: readings,
    onSuccess: ({ state }) => {
      toastDone(
        state === "delivered" ? t`Noté : la commande est reçue en entier.` : t`La réception est notée.`,
      );
      onClose();
    },
  });
  const form = useForm<Values>({
    initialValues: { delivered_volume: order.volume, delivered_on: today() },
    validate: {
      delivered_volume: (one) =>
        one === "" || Number(one) < 0
          ? t`Indiquez la quantité reçue, 0 si rien n’est venu.`
          : Number(one) > order.volume
            ? t`La commande est de ${most} : déclarez une commande de plus pour ce que vous gardez en plus.`
            : null,
      delivered_on: (day) =>
        !day
          ? t`Indiquez le jour.`
          : day < order.ordered_on || day > today()
            ? t`Entre le jour de la commande et aujourd’hui.`
            : null,
    },
  });
  const received = form.getValues().delivered_volume;
  const left = received === "" ? 0 : order.volume - Number(received);
  const submit = form.onSubmit(({ delivered_volume: volume, delivered_on: day }) =>
    delivering.mutate({
      path: { round_id: order.round_id, order_id: order.id },
      body: { delivered_volume: Number(volume), delivered_on: day },
      version: order.version,
    }),
  );
  return (
    <Dialog opened onClose={onClose} title={t`Noter ce qui est reçu`}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Text>
            <Trans>
              {order.item_name} : <Volume value={order.volume} unit={order.unit} />, commande du{" "}
              <DateText value={order.ordered_on} />.
            </Trans>
          </Text>
          <FormErrors error={delivering.error} form={form} />
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <NumberInput
              label={t`Reçu en tout`}
              description={t`Depuis le début, toutes livraisons comprises.`}
              min={0}
              max={1_000_000_000}
              clampBehavior="none"
              allowDecimal={false}
              allowNegative={false}
              hideControls
              inputMode="numeric"
              thousandSeparator={"\u202f"}
              required
              withAsterisk={false}
              data-autofocus
              {...form.getInputProps("delivered_volume")}
            />
            <TextInput
              type="date"
              label={t`Dernière livraison le`}
              description={t`Au plus tard aujourd’hui.`}
              min={order.ordered_on}
              max={today()}
              required
              withAsterisk={false}
              {...form.getInputProps("delivered_on")}
            />
          </SimpleGrid>
          {left > 0 ? (
            <Text role="status">
              <Trans>
                Il restera <Volume value={left} unit={order.unit} /> à recevoir.
              </Trans>
            </Text>
          ) : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Annuler</Trans>
            </Button>
            <Button type="submit" loading={delivering.isPending}>
              <Trans>Noter la réception</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
