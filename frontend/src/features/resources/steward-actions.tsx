import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, NumberInput, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useApiMutation } from "@/api/hooks";
import type { Resource } from "@/features/resources/words";
import { ConfirmDialog, Dialog, Refusal } from "@/ui/dialog";
import { Section } from "@/ui/page";
import { today } from "@/ui/paris-time";
import { toastDone } from "@/ui/toast";

/** What only its steward does: how many there are, and to stop or resume lending. */
export function StewardActions({ resource }: { resource: Resource }) {
  const { t } = useLingui();
  const [shown, setShown] = useState<"quantity" | "retire" | null>(null);
  const close = () => setShown(null);
  const isRetired = resource.retired_on !== null;
  return (
    <Section title={t`Gérer cette ressource`}>
      <Group gap="sm">
        <Button variant="default" onClick={() => setShown("quantity")}>
          <Trans>Changer la quantité</Trans>
        </Button>
        <Button
          variant="default"
          {...(isRetired ? {} : { c: "var(--mantine-color-error)" })}
          onClick={() => setShown("retire")}
        >
          {isRetired ? <Trans>Prêter à nouveau</Trans> : <Trans>Retirer la ressource</Trans>}
        </Button>
      </Group>
      {shown === "quantity" ? <QuantityDialog resource={resource} onClose={close} /> : null}
      {shown === "retire" ? <RetireDialog resource={resource} onClose={close} /> : null}
    </Section>
  );
}

type DialogProps = { resource: Resource; onClose: () => void };

function QuantityDialog({ resource, onClose }: DialogProps) {
  const { t } = useLingui();
  const [quantity, setQuantity] = useState<number | string>(resource.quantity);
  const change = useApiMutation("put", "/v1/resources/{resource_id}/quantity", {
    invalidates: ["/v1/resources"],
    onSuccess: () => {
      toastDone(t`La quantité est à jour.`);
      onClose();
    },
  });
  const valid = typeof quantity === "number" && Number.isInteger(quantity) && quantity >= 0;
  const send = () => {
    if (!valid) return;
    change.mutate({ path: { resource_id: resource.id }, body: { quantity }, version: resource.version });
  };
  return (
    <Dialog opened onClose={onClose} title={t`Quantité`}>
      <Stack gap="md">
        {change.error ? <Refusal error={change.error} /> : null}
        <NumberInput
          label={t`Nombre d’unités que l’on peut réserver`}
          description={t`0 : la ressource reste visible mais ne se réserve pas.`}
          min={0}
          max={500}
          allowDecimal={false}
          value={quantity}
          onChange={setQuantity}
          data-autofocus
        />
        <Text c="dimmed">
          <Trans>
            Les unités qu’une réservation à venir occupe ne sont pas retirées : il faut d’abord que ces
            réservations se terminent ou soient refusées.
          </Trans>
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            <Trans>Annuler</Trans>
          </Button>
          <Button loading={change.isPending} disabled={!valid} onClick={send}>
            <Trans>Enregistrer la quantité</Trans>
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

function RetireDialog({ resource, onClose }: DialogProps) {
  const { t } = useLingui();
  const { name } = resource;
  const isRetired = resource.retired_on !== null;
  const change = useApiMutation("patch", "/v1/resources/{resource_id}", {
    invalidates: ["/v1/resources"],
    onSuccess: () => {
      toastDone(isRetired ? t`La ressource est à nouveau prêtée.` : t`La ressource n’est plus prêtée.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={isRetired ? t`Prêter à nouveau ${name} ?` : t`Retirer ${name} ?`}
      consequences={
        isRetired ? (
          <Trans>Les organisations avec qui elle est partagée pourront la réserver dès maintenant.</Trans>
        ) : (
          <Trans>
            Personne ne pourra plus la réserver à partir d’aujourd’hui. Les réservations déjà faites gardent
            leur créneau : refusez-les une à une si elles ne peuvent avoir lieu. Vous pourrez la prêter à
            nouveau.
          </Trans>
        )
      }
      confirmLabel={isRetired ? t`Prêter à nouveau` : t`Retirer la ressource`}
      danger={!isRetired}
      pending={change.isPending}
      error={change.error}
      onConfirm={() =>
        change.mutate({
          path: { resource_id: resource.id },
          body: { retired_on: isRetired ? null : today() },
          version: resource.version,
        })
      }
    />
  );
}
