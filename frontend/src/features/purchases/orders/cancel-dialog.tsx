import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, List, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useIntention } from "@/features/purchases/orders/intention";
import type { Order } from "@/features/purchases/orders/words";
import { Volume } from "@/features/purchases/values";
import { Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { toastDone } from "@/ui/toast";

/** An order that was not placed after all: it stays on the list, and no longer counts. */
export function CancelDialog({ order, onClose }: { order: Order; onClose: () => void }) {
  const { t } = useLingui();
  const cancelling = useIntention("/v1/purchases/{round_id}/orders/{order_id}/cancel", () => {
    toastDone(t`La commande est annulée : elle ne compte plus.`);
    onClose();
  });
  const form = useForm({
    initialValues: { reason: "" },
    onValuesChange: cancelling.again,
    validate: { reason: (one) => (one.trim() ? null : t`Dites pourquoi.`) },
  });
  const submit = form.onSubmit(({ reason }) =>
    cancelling.send({
      path: { round_id: order.round_id, order_id: order.id },
      body: { reason: reason.trim() },
    }),
  );
  return (
    <Dialog opened onClose={onClose} title={t`Annuler cette commande ?`}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <List spacing="xs">
            <List.Item>
              <Trans>
                <Volume value={order.volume} unit={order.unit} /> de moins comptent pour le palier de prix de
                tous.
              </Trans>
            </List.Item>
            <List.Item>
              <Trans>
                Elle reste dans la liste, marquée annulée, avec votre raison. Cela ne s’annule pas.
              </Trans>
            </List.Item>
            <List.Item>
              <Trans>Le fournisseur n’en est pas averti : annulez-la aussi chez lui.</Trans>
            </List.Item>
          </List>
          <FormErrors error={cancelling.error} form={form} />
          <TextInput
            label={t`Pourquoi`}
            description={t`Par exemple : saisie deux fois, article indisponible.`}
            maxLength={200}
            required
            withAsterisk={false}
            data-autofocus
            {...form.getInputProps("reason")}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Garder la commande</Trans>
            </Button>
            <Button type="submit" color="red" loading={cancelling.isPending}>
              <Trans>Annuler la commande</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
