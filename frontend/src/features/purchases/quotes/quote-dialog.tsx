import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Anchor, Button, Group, Select, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconLock } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useApiInfinite, useApiMutation, useIdempotencyKey } from "@/api/hooks";
import { ItemPrices, ModeField, RebateFields } from "@/features/purchases/quotes/quote-fields";
import {
  type Fault,
  faultOf,
  freshQuote,
  type QuoteValues,
  termsOf,
} from "@/features/purchases/quotes/quote-values";
import { type Lot, type Quote, type Round, readings } from "@/features/purchases/words";
import { AmountField } from "@/ui/amount-field";
import { Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { toastDone } from "@/ui/toast";
import { DateText } from "@/ui/values";

type QuoteDialogProps = {
  round: Round;
  lot: Lot;
  /** The sealed quote that this one replaces; none: a new one. */
  replaced?: Quote | undefined;
  onClose: () => void;
};

/** What a supplier handed in, typed once: it is sealed as soon as it is sent. */
export function QuoteDialog({ round, lot, replaced, onClose }: QuoteDialogProps) {
  const { t } = useLingui();
  const { name } = lot;
  const form = useForm<QuoteValues>({ initialValues: freshQuote(lot, round) });
  const [asked, setAsked] = useState(false);
  const sending = useSending(round, lot, replaced, () => {
    toastDone(t`L’offre est déposée et scellée`);
    onClose();
  });
  const submit = form.onSubmit((values) => {
    setAsked(true);
    if (faultOf(values, replaced !== undefined) === null) sending.send(values);
  });
  const fault = asked ? faultOf(form.values, replaced !== undefined) : null;
  return (
    <Dialog
      opened
      onClose={onClose}
      size="xl"
      title={
        replaced ? t`Remplacer l’offre de ${replaced.supplier_name}` : t`Déposer une offre pour « ${name} »`
      }
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="lg">
          <SealedAtOnce round={round} replacing={replaced !== undefined} />
          {replaced ? null : <SupplierField round={round} form={form} />}
          {lot.items.map((item, place) => (
            <ItemPrices key={item.id} form={form} item={item} place={place} />
          ))}
          <ModeField form={form} items={lot.items} />
          <AmountField
            label={t`Frais fixes`}
            description={t`Payés une seule fois pour le lot, quelle que soit la quantité : mise en place, transport… Laissez vide s’il n’y en a pas.`}
            min={0}
            {...form.getInputProps("fixed_cents")}
          />
          <AmountField
            label={t`Montant minimal du lot`}
            description={t`Si le fournisseur refuse une commande plus petite. Laissez vide sinon.`}
            min={0}
            {...form.getInputProps("minimum_cents")}
          />
          <TextInput
            type="date"
            label={t`Valable jusqu’au`}
            description={
              <Trans>
                Au plus tôt le jour prévu de l’attribution, le <DateText value={round.award_on} />.
              </Trans>
            }
            min={round.award_on}
            required
            {...form.getInputProps("valid_until")}
          />
          <RebateFields form={form} />
          <Textarea
            label={t`Conditions à connaître`}
            description={t`Livraison, paiement… Ni nom de résident, ni donnée de santé.`}
            autosize
            minRows={2}
            maxLength={500}
            {...form.getInputProps("note")}
          />
          {fault ? <FaultSaid fault={fault} /> : null}
          <FormErrors error={sending.error} form={form} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Annuler</Trans>
            </Button>
            <Button
              type="submit"
              loading={sending.isPending}
              leftSection={<IconLock size={18} aria-hidden="true" />}
            >
              <Trans>Sceller cette offre</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

function useSending(round: Round, lot: Lot, replaced: Quote | undefined, onSuccess: () => void) {
  const { key } = useIdempotencyKey();
  const options = { invalidates: readings, onSuccess };
  const depositing = useApiMutation("post", "/v1/purchases/{round_id}/lots/{lot_id}/quotes", options);
  const replacing = useApiMutation("put", "/v1/purchases/{round_id}/quotes/{quote_id}", options);
  const send = (values: QuoteValues) => {
    const terms = termsOf(values);
    if (replaced) {
      replacing.mutate({
        path: { round_id: round.id, quote_id: replaced.id },
        body: terms,
        version: replaced.version,
      });
    } else if (values.supplier_id !== null) {
      depositing.mutate({
        path: { round_id: round.id, lot_id: lot.id },
        body: { ...terms, supplier_id: values.supplier_id },
        idempotencyKey: key,
      });
    }
  };
  const call = replaced ? replacing : depositing;
  return { send, isPending: call.isPending, error: call.error };
}

function SealedAtOnce({ round, replacing }: { round: Round; replacing: boolean }) {
  return (
    <Alert role="note" variant="light" color="gray" icon={<IconLock aria-hidden="true" />}>
      <Text>
        <Trans>
          Une fois envoyée, l’offre est scellée : personne ne la relit, vous compris, avant que toutes soient
          ouvertes ensemble, à partir du <DateText value={round.quotes_until} />. Gardez le document du
          fournisseur.
        </Trans>
      </Text>
      {replacing ? (
        <Text mt="xs">
          <Trans>
            L’ancienne ne peut pas être relue : écrivez la nouvelle en entier. Elle prend sa place.
          </Trans>
        </Text>
      ) : null}
    </Alert>
  );
}

type SupplierFieldProps = { round: Round; form: { getInputProps: (path: string) => object } };

function SupplierField({ round, form }: SupplierFieldProps) {
  const { t } = useLingui();
  const suppliers = useApiInfinite("/v1/purchases/suppliers", {
    query: { agreement_id: round.agreement_id, limit: 100 },
  });
  const known = suppliers.data ?? [];
  return (
    <Select
      label={t`Fournisseur`}
      description={
        <>
          {known.length === 0 && !suppliers.isPending ? (
            <Trans>Aucun fournisseur n’est encore connu de cet accord. </Trans>
          ) : (
            <Trans>Il n’est pas dans la liste ? </Trans>
          )}
          <Anchor
            component={Link}
            to={"/purchases/suppliers" as string}
            search={{ agreement: round.agreement_id } as never}
            size="sm"
          >
            <Trans>Ajouter un fournisseur</Trans>
          </Anchor>
        </>
      }
      data={known.map(({ id, name }) => ({ value: id, label: name }))}
      searchable
      required
      nothingFoundMessage={t`Aucun fournisseur de ce nom`}
      {...form.getInputProps("supplier_id")}
    />
  );
}

function FaultSaid({ fault }: { fault: Fault }) {
  return (
    <Text c="red" role="alert" fw={500}>
      {fault === "supplier" ? (
        <Trans>Choisissez le fournisseur de cette offre.</Trans>
      ) : fault === "prices" ? (
        <Trans>Donnez le prix de chaque palier de chaque article, ou retirez les paliers vides.</Trans>
      ) : fault === "order" ? (
        <Trans>
          Les paliers d’un article se suivent en montant : chacun commence plus haut que le précédent.
        </Trans>
      ) : fault === "mode" ? (
        <Trans>Dites comment les paliers s’appliquent : l’offre du fournisseur le précise.</Trans>
      ) : (
        <Trans>Donnez le seuil et le taux de la remise ; les seuils se suivent en montant.</Trans>
      )}
    </Text>
  );
}
