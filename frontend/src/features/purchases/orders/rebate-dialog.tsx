import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, SimpleGrid, Stack, Text, TextInput, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useApiInfinite } from "@/api/hooks";
import { promisedRebate, rebateSplit } from "@/features/purchases/orders/figures";
import { useIntention } from "@/features/purchases/orders/intention";
import type { Closing, Rebates } from "@/features/purchases/orders/words";
import { Rate } from "@/features/purchases/values";
import type { Lot, Round } from "@/features/purchases/words";
import { AmountField } from "@/ui/amount-field";
import { type Column, DataList } from "@/ui/data-list";
import { Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { addDays, today } from "@/ui/paris-time";
import { toastDone } from "@/ui/toast";
import { DateText, Money } from "@/ui/values";

type RebateDialogProps = { round: Round; lot: Lot; closing: Closing; rebates: Rebates; onClose: () => void };
type Values = { received_cents: number | string; received_on: string; turnover_cents: number | string };
const daysToPay = 30;
const centsOf = (euros: number | string) => (euros === "" ? null : Math.round(Number(euros) * 100));

/** A rebate received: its split is read before it is shared. */
export function RebateDialog({ round, lot, closing, rebates, onClose }: RebateDialogProps) {
  const { t } = useLingui();
  const sharing = useIntention("/v1/purchases/{round_id}/lots/{lot_id}/rebates", () => {
    toastDone(t`La remise est partagée : chacun a son avoir.`);
    onClose();
  });
  const form = useForm<Values>({
    initialValues: { received_cents: "", received_on: today(), turnover_cents: "" },
    onValuesChange: sharing.again,
    validate: {
      received_cents: (euros) => ((centsOf(euros) ?? 0) < 1 ? t`Indiquez le montant reçu.` : null),
      received_on: (day) =>
        !day
          ? t`Indiquez le jour.`
          : day > today()
            ? t`Au plus tard aujourd’hui : enregistrez-la une fois reçue.`
            : null,
    },
  });
  const values = form.getValues();
  const received = centsOf(values.received_cents) ?? 0;
  const counted = centsOf(values.turnover_cents) ?? closing.actual_cents ?? 0;
  const submit = form.onSubmit((typed) =>
    sharing.send({
      path: { round_id: round.id, lot_id: lot.id },
      body: {
        received_cents: centsOf(typed.received_cents) ?? 0,
        received_on: typed.received_on,
        turnover_cents: centsOf(typed.turnover_cents),
      },
    }),
  );
  return (
    <Dialog opened onClose={onClose} title={t`Enregistrer une remise reçue`} size="lg">
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Text>{rebates.how}</Text>
          <FormErrors error={sharing.error} form={form} />
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <AmountField
              label={t`Montant reçu`}
              description={t`Ce que le fournisseur a versé.`}
              required
              withAsterisk={false}
              data-autofocus
              {...form.getInputProps("received_cents")}
            />
            <TextInput
              type="date"
              label={t`Reçu le`}
              description={t`Au plus tard aujourd’hui.`}
              max={today()}
              required
              withAsterisk={false}
              {...form.getInputProps("received_on")}
            />
          </SimpleGrid>
          <AmountField
            label={t`Achats de l’année comptés par le fournisseur (facultatif)`}
            description={
              closing.actual_cents === null ? undefined : (
                <Trans>
                  Laissez vide si ce sont les <Money cents={closing.actual_cents} /> de ce lot.
                </Trans>
              )
            }
            min={0}
            {...form.getInputProps("turnover_cents")}
          />
          <Promised round={round} lot={lot} counted={counted} received={received} />
          {received > 0 ? <Split closing={closing} keptBp={rebates.kept_bp} received={received} /> : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Annuler</Trans>
            </Button>
            <Button type="submit" loading={sharing.isPending}>
              <Trans>Partager la remise</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

type PromisedProps = { round: Round; lot: Lot; counted: number; received: number };

/** What the quote promised on what was bought, beside what came. */
function Promised({ round, lot, counted, received }: PromisedProps) {
  const quotes = useApiInfinite("/v1/purchases/{round_id}/quotes", {
    path: { round_id: round.id },
    query: { lot_id: lot.id, limit: 100 },
  });
  const quote = quotes.data?.find(({ id }) => id === lot.quote_id);
  if (!quote?.content) return null;
  const { rebate } = quote.content;
  if (rebate === null) {
    return (
      <Text c="dimmed">
        <Trans>L’offre retenue ne promettait aucune remise.</Trans>
      </Text>
    );
  }
  const { rateBp, cents } = promisedRebate(rebate.steps, counted);
  const gap = received - cents;
  return (
    <Text>
      {rateBp === 0 ? (
        <Trans>L’offre ne promet aucune remise pour ce montant d’achats.</Trans>
      ) : (
        <Trans>
          L’offre promet <Rate bp={rateBp} /> de <Money cents={counted} />, soit <Money cents={cents} />.
        </Trans>
      )}{" "}
      {received > 0 && gap < 0 ? (
        <strong>
          <Trans>
            Il manque <Money cents={-gap} />
             : demandez-les au fournisseur.
          </Trans>
        </strong>
      ) : null}
    </Text>
  );
}

type SplitProps = { closing: Closing; keptBp: number; received: number };
type Part = { id: string; name: string; cents: number };

function Split({ closing, keptBp, received }: SplitProps) {
  const { t } = useLingui();
  const { kept, shares } = rebateSplit(
    received,
    keptBp,
    closing.members.map(({ actual_cents: cents }) => cents ?? 0),
  );
  const parts: Part[] = closing.members.map(({ organisation_id: id, organisation_name: name }, place) => ({
    id,
    name,
    cents: shares[place] ?? 0,
  }));
  const columns: Column<Part>[] = [
    { key: "who", header: t`Organisation`, phone: "title", cell: ({ name }) => name },
    { key: "share", header: t`Sa part`, align: "right", cell: ({ cents }) => <Money cents={cents} /> },
  ];
  return (
    <Stack gap="sm">
      <Title order={3}>
        <Trans>Ce que chacun recevra</Trans>
      </Title>
      <Text>
        {kept > 0 ? (
          <Trans>
            Le réseau garde <Money cents={kept} />.
          </Trans>
        ) : (
          <Trans>Le réseau ne garde rien.</Trans>
        )}{" "}
        {shares.some((cents) => cents > 0) ? (
          <Trans>
            Un avoir est émis aussitôt pour chaque part, à verser au plus tard le{" "}
            <DateText value={addDays(today(), daysToPay)} />. Cela ne s’annule pas.
          </Trans>
        ) : null}
      </Text>
      <DataList label={t`Parts de la remise`} items={parts} columns={columns} rowKey={({ id }) => id} />
    </Stack>
  );
}
