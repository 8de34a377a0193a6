import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useApiMutation, useApiQuery, useIdempotencyKey } from "@/api/hooks";
import { figures } from "@/features/agreements/rules/words";
import { useKeysOn } from "@/features/allocations/lines-keys";
import { useParties } from "@/features/allocations/list-agreements";
import { rulesAddress } from "@/features/allocations/list-links";
import { Elsewhere } from "@/features/allocations/page-links";
import { type Run, readings } from "@/features/allocations/words";
import { Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { formatMoney } from "@/ui/format";
import { Loaded } from "@/ui/states";
import { toastDone } from "@/ui/toast";

type NewcomerProps = { run: Run; onClose: () => void };

/** Calls the voted price of an organisation that joined after the budget was shared. */
export function NewcomerDialog(props: NewcomerProps) {
  const { t } = useLingui();
  const newcomers = useNewcomers(props.run);
  return (
    <Dialog opened onClose={props.onClose} title={t`Appeler un prix d’arrivée`} size="lg">
      <Loaded query={newcomers} lines={3}>
        {(found) => <Charging {...props} newcomers={found} />}
      </Loaded>
    </Dialog>
  );
}

type Newcomer = { value: string; label: string; joined_on: string | null };

/** The parties of today that have no share in the run. */
function useNewcomers(run: Run) {
  const parties = useParties(run.agreement_id);
  const shares = useApiQuery("/v1/allocations/{allocation_id}/shares", {
    path: { allocation_id: run.id },
    query: { limit: 100 },
  });
  const sharing = new Set(shares.data?.items.map(({ organisation_id }) => organisation_id));
  return {
    data:
      parties.data && shares.data
        ? parties.data.items
            .filter(
              ({ state, role, organisation_id: id }) =>
                state === "accepted" && role !== "observer" && !sharing.has(id),
            )
            .map(
              (party): Newcomer => ({
                value: party.organisation_id,
                label: party.organisation_name,
                joined_on: party.joined_on,
              }),
            )
        : undefined,
    error: parties.error ?? shares.error,
    refetch: () => {
      void parties.refetch();
      void shares.refetch();
    },
  };
}

function Charging({ run, newcomers, onClose }: NewcomerProps & { newcomers: Newcomer[] }) {
  const rules = useKeysOn(run.agreement_id, run.starts_on);
  return (
    <Loaded query={rules} lines={3}>
      {({ tariffs }) =>
        newcomers.length === 0 ? (
          <Text>
            <Trans>
              Toutes les organisations de l’accord ont déjà leur part dans ce budget. Une nouvelle y
              apparaîtra une fois entrée dans l’accord.
            </Trans>
          </Text>
        ) : tariffs.length === 0 ? (
          <Text>
            <Trans>
              Les règles en vigueur n’ont pas de prix d’arrivée. Il s’ajoute aux règles, par un vote des
              membres.
            </Trans>{" "}
            <Elsewhere to={rulesAddress(run.agreement_id)}>
              <Trans>Lire les règles</Trans>
            </Elsewhere>
          </Text>
        ) : (
          <ChargeForm run={run} newcomers={newcomers} tariffs={tariffs} onClose={onClose} />
        )
      }
    </Loaded>
  );
}

type Tariff = NonNullable<ReturnType<typeof useKeysOn>["data"]>["tariffs"][number];

type ChargeFormProps = NewcomerProps & { newcomers: Newcomer[]; tariffs: Tariff[] };

function ChargeForm({ run, newcomers, tariffs, onClose }: ChargeFormProps) {
  const { t, i18n } = useLingui();
  const say = useTariffWords();
  const { key } = useIdempotencyKey();
  const form = useForm({
    initialValues: {
      organisation_id: newcomers.length === 1 ? (newcomers[0]?.value ?? "") : "",
      tariff: tariffs.length === 1 ? (tariffs[0]?.name ?? "") : "",
      joined_on: newcomers.length === 1 ? (newcomers[0]?.joined_on ?? "") : "",
    },
    validate: {
      organisation_id: (id) => (id ? null : t`Choisissez l’organisation dans la liste.`),
      tariff: (name) => (name ? null : t`Choisissez le prix d’arrivée.`),
    },
  });
  const charge = useApiMutation("post", "/v1/allocations/{allocation_id}/newcomers", {
    invalidates: readings,
    onSuccess: ({ reference, amount_cents }) => {
      const amount = formatMoney(amount_cents, i18n.locale);
      toastDone(t`Relevé ${reference} émis : ${amount}.`);
      onClose();
    },
  });
  const submit = form.onSubmit((values) =>
    charge.mutate({
      path: { allocation_id: run.id },
      body: { ...values, joined_on: values.joined_on || null },
      idempotencyKey: key,
    }),
  );
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <FormErrors error={charge.error} form={form} />
        <Select
          label={t`Organisation arrivée`}
          data={newcomers}
          placeholder={t`Choisir une organisation`}
          allowDeselect={false}
          required
          {...form.getInputProps("organisation_id")}
          onChange={(id) => {
            form.setFieldValue("organisation_id", id ?? "");
            form.setFieldValue("joined_on", newcomers.find(({ value }) => value === id)?.joined_on ?? "");
          }}
        />
        <Select
          label={t`Prix d’arrivée`}
          description={t`Ceux que les règles prévoient.`}
          data={tariffs.map((tariff) => ({ value: tariff.name, label: say(tariff) }))}
          allowDeselect={false}
          required
          {...form.getInputProps("tariff")}
        />
        <TextInput
          type="date"
          label={t`Présente à partir du`}
          description={t`Le prix se compte du jour de l’arrivée à la fin de la période.`}
          min={run.starts_on}
          max={run.ends_on}
          {...form.getInputProps("joined_on")}
        />
        <Text>
          <Trans>
            Un relevé à payer part aussitôt, à régler sous trente jours. Il ne s’appelle qu’une fois pour ce
            budget ; les dépenses réelles seront partagées avec cette organisation.
          </Trans>
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            <Trans>Annuler</Trans>
          </Button>
          <Button type="submit" loading={charge.isPending}>
            <Trans>Appeler ce prix</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** "Petit établissement : 600,00 € et 9,44 € par lit". */
function useTariffWords() {
  const { i18n } = useActiveLingui();
  const { t } = useLingui();
  return ({ name, fixed_cents, per_unit_cents, code }: Tariff) => {
    const fixed = formatMoney(fixed_cents ?? 0, i18n.locale);
    const each = code ? figures[code]?.each : undefined;
    if (!code || !per_unit_cents) return t`${name} : ${fixed}`;
    const price = formatMoney(per_unit_cents, i18n.locale);
    const unit = each ? i18n._(each) : code;
    return t`${name} : ${fixed} et ${price} ${unit}`;
  };
}
