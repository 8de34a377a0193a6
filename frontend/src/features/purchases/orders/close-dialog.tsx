import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, Checkbox, Group, List, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useState } from "react";
import { useApiQuery } from "@/api/hooks";
import { ClosedItems } from "@/features/purchases/orders/closed-items";
import { Due } from "@/features/purchases/orders/due";
import { keepsDifference } from "@/features/purchases/orders/figures";
import { useIntention } from "@/features/purchases/orders/intention";
import type { Closing, ClosingMember } from "@/features/purchases/orders/words";
import { MoneyOrNot } from "@/features/purchases/values";
import type { Lot, Round } from "@/features/purchases/words";
import { type Column, DataList } from "@/ui/data-list";
import { Dialog, Refusal } from "@/ui/dialog";
import { addDays, today } from "@/ui/paris-time";
import { Loaded } from "@/ui/states";
import { toastDone } from "@/ui/toast";
import { DateText, Money } from "@/ui/values";

type CloseDialogProps = { round: Round; lot: Lot; onClose: () => void };
const daysToPay = 30;

/** Every statement that the closing would issue is read before it is done. */
export function CloseDialog({ round, lot, onClose }: CloseDialogProps) {
  const { t } = useLingui();
  const { name } = lot;
  const preview = useApiQuery("/v1/purchases/{round_id}/lots/{lot_id}/closing", {
    path: { round_id: round.id, lot_id: lot.id },
  });
  return (
    <Dialog opened onClose={onClose} title={t`Clore le lot « ${name} » ?`} size="xl">
      <Loaded query={preview} lines={8}>
        {(closing) => <Preview round={round} lot={lot} closing={closing} onClose={onClose} />}
      </Loaded>
    </Dialog>
  );
}

function Preview({ round, lot, closing, onClose }: CloseDialogProps & { closing: Closing }) {
  const { t } = useLingui();
  const [agreed, setAgreed] = useState(false);
  const closed = useIntention("/v1/purchases/{round_id}/lots/{lot_id}/closing", () => {
    toastDone(t`Le lot est clos.`);
    onClose();
  });
  const keeps = keepsDifference(closing.items);
  const kept = closing.difference_kept_cents ?? 0;
  return (
    <Stack gap="lg">
      <Bill closing={closing} />
      <ClosedItems items={closing.items} />
      <Statements closing={closing} />
      <Consequences round={round} lot={lot} closing={closing} />
      {keeps ? (
        <Checkbox
          label={
            <Trans>
              L’écart de <Money cents={kept} /> reste au réseau
            </Trans>
          }
          description={t`Le partager dirait les volumes d’une organisation à une autre. Sinon, complétez les commandes déclarées avant de clore.`}
          checked={agreed}
          onChange={(event) => {
            setAgreed(event.currentTarget.checked);
            closed.again();
          }}
        />
      ) : null}
      {closed.error ? <Refusal error={closed.error} /> : null}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          <Trans>Ne pas clore</Trans>
        </Button>
        <Button
          loading={closed.isPending}
          disabled={keeps && !agreed}
          onClick={() =>
            closed.send({
              path: { round_id: round.id, lot_id: lot.id },
              body: { difference_kept: keeps && agreed },
            })
          }
        >
          <Trans>Clore le lot</Trans>
        </Button>
      </Group>
    </Stack>
  );
}

/** What the supplier bills, against what was ordered at the price awarded. */
function Bill({ closing }: { closing: Closing }) {
  const { invoiced_cents: invoiced, actual_cents: actual } = closing;
  if (invoiced === null || actual === null) return null;
  const difference = actual - invoiced;
  return (
    <Text>
      <Trans>
        Commandé au prix attribué : <Money cents={invoiced} />. Facturé au prix du palier vraiment atteint :{" "}
        <Money cents={actual} />.
      </Trans>{" "}
      <strong>
        {difference === 0 ? (
          <Trans>Aucun écart à partager.</Trans>
        ) : difference > 0 ? (
          <Trans>
            <Money cents={difference} /> de plus à partager.
          </Trans>
        ) : (
          <Trans>
            <Money cents={-difference} /> à rendre.
          </Trans>
        )}
      </strong>
    </Text>
  );
}

function Statements({ closing }: { closing: Closing }) {
  const { t } = useLingui();
  const concerned = closing.members.filter(({ adjustment_cents: cents }) => cents !== null && cents !== 0);
  if (concerned.length === 0) {
    return (
      <Text>
        <Trans>Aucun relevé ne sera émis : chacun a payé ce que ses commandes coûtent vraiment.</Trans>
      </Text>
    );
  }
  const columns: Column<ClosingMember>[] = [
    {
      key: "who",
      header: t`Organisation`,
      phone: "title",
      cell: ({ organisation_name: name }) => name,
    },
    {
      key: "invoiced",
      header: t`Commandé, au prix attribué`,
      align: "right",
      cell: ({ invoiced_cents: cents }) => <MoneyOrNot cents={cents} />,
    },
    {
      key: "actual",
      header: t`Coût réel`,
      align: "right",
      cell: ({ actual_cents: cents }) => <MoneyOrNot cents={cents} />,
    },
    {
      key: "due",
      header: t`Relevé`,
      align: "right",
      cell: ({ adjustment_cents: cents }) => <Due cents={cents} strong />,
    },
  ];
  return (
    <Stack gap="sm">
      <Title order={3}>
        <Plural value={concerned.length} one="Un relevé sera émis" other="# relevés seront émis" />
      </Title>
      <DataList
        label={t`Relevés que la clôture émettra`}
        items={concerned}
        columns={columns}
        rowKey={({ organisation_id: id }) => id}
      />
      <Text size="sm" c="dimmed">
        {closing.how}{" "}
        <Trans>
          À régler au plus tard le <DateText value={addDays(today(), daysToPay)} />.
        </Trans>
      </Text>
    </Stack>
  );
}

function Consequences({ round, lot, closing }: Omit<CloseDialogProps, "onClose"> & { closing: Closing }) {
  const last = round.lots.every(({ id, state }) => id === lot.id || state !== "awarded");
  const lines = closing.members.flatMap((member) => member.lines);
  const waited = lines.some((line) => line.delivered_volume < line.ordered_volume);
  return (
    <Stack gap="sm">
      <List spacing="xs">
        <List.Item>
          <Trans>Plus aucune commande ni réception ne pourra être déclarée : cela ne s’annule pas.</Trans>
        </List.Item>
        <List.Item>
          <Trans>Ce que chacun a payé et économisé devient définitif, et se lit dans les économies.</Trans>
        </List.Item>
        {round.confidentiality === "open" ? null : (
          <List.Item>
            <Trans>
              Chaque organisation ne lit que ses comptes, et le total quand assez d’organisations le
              composent.
            </Trans>
          </List.Item>
        )}
        <List.Item>
          {last ? (
            <Trans>C’est le dernier lot ouvert : l’achat passe au bilan.</Trans>
          ) : (
            <Trans>Les autres lots restent ouverts aux commandes.</Trans>
          )}
        </List.Item>
      </List>
      {waited ? (
        <Alert color="orange" variant="light" icon={<IconAlertTriangle aria-hidden="true" />}>
          <Trans>
            Des commandes ne sont pas encore notées comme reçues. Elles comptent quand même comme commandées :
            vérifiez-les avant de clore.
          </Trans>
        </Alert>
      ) : null}
    </Stack>
  );
}
