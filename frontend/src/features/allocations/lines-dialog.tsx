import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Radio, Select, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { type UseFormReturnType, useForm } from "@mantine/form";
import { useApiMutation, useIdempotencyKey } from "@/api/hooks";
import type { Key } from "@/features/allocations/figures-codes";
import { useKeyWords } from "@/features/allocations/figures-words";
import type { Sharer } from "@/features/allocations/lines-sharers";
import { GroupFields, TierFields } from "@/features/allocations/pricing-fields";
import {
  type Fault,
  faultOf,
  type LineValues,
  lineBody,
  lineValues,
} from "@/features/allocations/pricing-values";
import { basisWords, type CostLine, type Run, readings } from "@/features/allocations/words";
import { AmountField } from "@/ui/amount-field";
import { Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { toastDone } from "@/ui/toast";

export type LineForm = UseFormReturnType<LineValues>;

type LineDialogProps = {
  run: Run;
  keys: Key[];
  sharers: Sharer[];
  /** Undefined: a new one. */
  line: CostLine | undefined;
  onClose: () => void;
};

/** Writes a cost to share: by which key, how much, and what is known of the price alone. */
export function LineDialog({ run, keys, sharers, line, onClose }: LineDialogProps) {
  const { t } = useLingui();
  const say = useFaultWords();
  const keyOf = (name: string) => keys.find((key) => key.name === name);
  const form = useForm<LineValues>({
    initialValues: lineValues(
      line,
      sharers.map(({ id }) => id),
    ),
    validate: {
      name: (name) => (name.trim() ? null : t`Dites ce que c’est.`),
      key_name: (name) => (name ? null : t`Choisissez une clé.`),
      amount: (amount) => (amount === "" || Number(amount) === 0 ? t`Indiquez le montant à partager.` : null),
      basis: (_, values) => say(faultOf(values, keyOf(values.key_name))),
    },
  });
  const { send, isPending, error } = useSave(run, line, onClose);
  const submit = form.onSubmit((values) => send(lineBody(values)));
  const { basis } = form.getValues();
  return (
    <Dialog opened onClose={onClose} title={line ? t`Modifier la ligne` : t`Ajouter une ligne`} size="lg">
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <FormErrors error={error} form={form} />
          <TextInput
            label={t`Ce qui est à payer`}
            placeholder={t`Exemple : abonnements informatiques`}
            maxLength={200}
            required
            data-autofocus
            {...form.getInputProps("name")}
          />
          <KeyField form={form} keys={keys} />
          <AmountField
            label={t`Montant à partager`}
            description={t`Sur toute la période. Un montant négatif est un avoir, partagé par parts.`}
            min={-10_000_000_000}
            required
            {...form.getInputProps("amount")}
          />
          <BasisField form={form} />
          {basis === "tiers" ? <TierFields form={form} /> : null}
          {basis === "groups" ? <GroupFields form={form} sharers={sharers} /> : null}
          <Textarea
            label={t`D’où viennent les prix (facultatif)`}
            placeholder={t`Exemple : devis Exemple SA du 3 novembre 2026`}
            autosize
            minRows={1}
            maxLength={500}
            {...form.getInputProps("evidence")}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Annuler</Trans>
            </Button>
            <Button type="submit" loading={isPending}>
              {line ? <Trans>Enregistrer</Trans> : <Trans>Ajouter la ligne</Trans>}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

function KeyField({ form, keys }: { form: LineForm; keys: Key[] }) {
  const { t } = useLingui();
  const words = useKeyWords();
  const chosen = keys.find(({ name }) => name === form.getValues().key_name);
  return (
    <Select
      label={t`Clé`}
      description={
        chosen
          ? words(chosen)
          : t`Une clé des règles en vigueur au début de la période. En changer se décide par un vote.`
      }
      data={keys.map(({ name }) => name)}
      placeholder={t`Choisir une clé`}
      allowDeselect={false}
      required
      {...form.getInputProps("key_name")}
    />
  );
}

const bases: CostLine["basis"][] = ["none", "alone", "levels", "tiers", "groups"];

function BasisField({ form }: { form: LineForm }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  return (
    <>
      <Radio.Group
        label={t`Que sait-on du prix que chacun paierait seul ?`}
        description={t`C’est ce qui permet de dire à chacun ce qu’il économise.`}
        {...form.getInputProps("basis")}
      >
        <Stack gap="xs" mt="xs">
          {bases.map((basis) => (
            <Radio
              key={basis}
              value={basis}
              label={i18n._(basisWords[basis].name)}
              description={i18n._(basisWords[basis].meaning)}
            />
          ))}
        </Stack>
      </Radio.Group>
      <WhatIsNext basis={form.getValues().basis} />
    </>
  );
}

/** What the choice will ask of the organisations, and of the amount. */
function WhatIsNext({ basis }: { basis: CostLine["basis"] }) {
  if (basis === "none" || basis === "groups") return null;
  return (
    <Text size="sm" c="dimmed">
      {basis === "alone" ? (
        <Trans>Chaque organisation déclarera ensuite son prix seul, avec sa source.</Trans>
      ) : basis === "levels" ? (
        <Trans>
          Chaque organisation déclarera ensuite le prix de ce qu’il lui faudrait, seule. Le montant partagé
          est le plus élevé de ces prix.
        </Trans>
      ) : (
        <Trans>
          Chaque organisation déclarera ensuite sa quantité. Le montant partagé est le prix de toutes les
          quantités ensemble, d’après le tarif ci-dessous.
        </Trans>
      )}
    </Text>
  );
}

function useFaultWords() {
  const { t } = useLingui();
  return (fault: Fault | null) => {
    if (fault === null) return null;
    const words: Record<Fault, string> = {
      mode_missing: t`Dites comment le tarif s’applique : à toute la commande, ou tranche par tranche.`,
      tiers_missing: t`Remplissez chaque palier : à partir de combien, et le prix d’une unité.`,
      tiers_order: t`Les paliers se suivent en montant.`,
      groups_missing: t`Donnez un prix à chaque groupe, à commencer par chaque organisation seule.`,
      groups_twice: t`Deux groupes sont les mêmes : gardez-en un.`,
      prices_needed: t`Cette clé compare ce que chaque groupe paierait : choisissez des niveaux, un tarif ou un prix pour chaque groupe.`,
      credit_by_parts: t`Un avoir se partage par parts, sans plancher ni plafond et sans prix seul : changez la clé ou ce choix.`,
    };
    return words[fault];
  };
}

function useSave(run: Run, line: CostLine | undefined, onClose: () => void) {
  const { t } = useLingui();
  const { key } = useIdempotencyKey();
  const path = { allocation_id: run.id };
  const done = () => {
    toastDone(line ? t`La ligne est à jour.` : t`La ligne est ajoutée.`);
    onClose();
  };
  const add = useApiMutation("post", "/v1/allocations/{allocation_id}/lines", {
    invalidates: readings,
    onSuccess: done,
  });
  const change = useApiMutation("patch", "/v1/allocations/{allocation_id}/lines/{line_id}", {
    invalidates: readings,
    onSuccess: done,
  });
  return {
    send: (body: ReturnType<typeof lineBody>) =>
      line
        ? change.mutate({ path: { ...path, line_id: line.id }, body, version: line.version })
        : add.mutate({ path, body, idempotencyKey: key }),
    isPending: add.isPending || change.isPending,
    error: add.error ?? change.error,
  };
}
