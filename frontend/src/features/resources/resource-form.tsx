import { plural } from "@lingui/core/macro";
import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import {
  Button,
  Fieldset,
  Group,
  NumberInput,
  Select,
  SimpleGrid,
  Stack,
  Switch,
  Textarea,
  TextInput,
} from "@mantine/core";
import { type UseFormReturnType, useForm } from "@mantine/form";
import { useDebouncedValue } from "@mantine/hooks";
import { type ReactNode, useState } from "react";
import { useApiQuery } from "@/api/hooks";
import { useMe } from "@/app/session";
import { type ResourceValues, withCurrent } from "@/features/resources/form-values";
import { useDuration, useKindName } from "@/features/resources/in-words";
import { kinds, privacyHint, tariffUnits, tariffUnitWords } from "@/features/resources/words";
import { FormErrors } from "@/ui/form-errors";

const hour = 60;
const day = 24 * hour;
const lengths = [15, 30, hour, 2 * hour, 4 * hour, 8 * hour, day, 2 * day, 7 * day, 14 * day, 31 * day];
const notices = [0, hour, 4 * hour, day, 2 * day, 7 * day, 14 * day, 31 * day];
const horizons = [31, 62, 92, 183, 365, 730];

type ResourceFormProps = {
  values: ResourceValues;
  /** An existing resource keeps its nature, and its quantity has its own window. */
  existing?: boolean;
  error: unknown;
  /** In place of the usual words, when there is more to say about the error. */
  refusal?: ReactNode;
  pending: boolean;
  submitLabel: string;
  cancel: ReactNode;
  onSubmit: (values: ResourceValues) => void;
};

/** Everything one says of a resource to lend it. */
export function ResourceForm(props: ResourceFormProps) {
  const { values, existing = false, error, refusal, pending, submitLabel, cancel, onSubmit } = props;
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const kindName = useKindName();
  const form = useForm<ResourceValues>({
    initialValues: values,
    validate: {
      name: (name) => (name.trim() ? null : t`Donnez un nom à la ressource.`),
      tariff_cents: (tariff) => (tariff === "" ? t`Indiquez un montant, 0 si c’est gratuit.` : null),
      quantity: (quantity) => (quantity === "" ? t`Indiquez une quantité.` : null),
      maximum_minutes: (maximum, { minimum_minutes: minimum }) =>
        Number(maximum) < Number(minimum)
          ? t`La durée la plus longue est plus courte que la plus courte.`
          : null,
    },
  });
  return (
    <form onSubmit={form.onSubmit(onSubmit)} noValidate>
      <Stack gap="xl">
        {refusal ?? <FormErrors error={error} form={form} />}
        <Fieldset styles={{ legend: { fontWeight: 650, fontSize: "1.0625rem" } }} legend={t`Quoi`}>
          <Stack gap="md">
            {existing ? null : (
              <Select
                label={t`Nature`}
                allowDeselect={false}
                data={kinds.map((kind) => ({ value: kind, label: kindName(kind) }))}
                {...form.getInputProps("kind")}
              />
            )}
            <TextInput
              label={t`Nom`}
              description={t`Ce qu’on lira dans la liste. Par exemple : Minibus 9 places.`}
              required
              maxLength={200}
              {...form.getInputProps("name")}
            />
            <Textarea
              label={t`Description (facultatif)`}
              description={`${t`Ce qui aide à choisir : équipement, accès, consignes.`} ${i18n._(privacyHint)}`}
              autosize
              minRows={2}
              maxLength={5000}
              {...form.getInputProps("description")}
            />
            <SimpleGrid cols={{ base: 1, sm: existing ? 2 : 3 }} spacing="md">
              {existing ? null : (
                <NumberInput
                  label={t`Quantité`}
                  description={t`Combien d’unités semblables.`}
                  min={0}
                  max={500}
                  allowDecimal={false}
                  {...form.getInputProps("quantity")}
                />
              )}
              <TextInput
                label={t`Nom d’une unité (facultatif)`}
                description={t`Par exemple : minibus, tente.`}
                maxLength={60}
                {...form.getInputProps("unit_name")}
              />
              <NumberInput
                label={t`Capacité (facultatif)`}
                description={t`Personnes par unité.`}
                min={1}
                allowDecimal={false}
                {...form.getInputProps("capacity")}
              />
            </SimpleGrid>
          </Stack>
        </Fieldset>
        <Fieldset styles={{ legend: { fontWeight: 650, fontSize: "1.0625rem" } }} legend={t`Où`}>
          <Stack gap="md">
            <SiteField {...form.getInputProps("site_id")} />
            <TextInput
              label={t`Lieu précis (facultatif)`}
              description={t`Par exemple : parking de l’entrée, clés à l’accueil.`}
              maxLength={500}
              {...form.getInputProps("place")}
            />
            <CommuneField {...form.getInputProps("commune_code")} />
          </Stack>
        </Fieldset>
        <Fieldset styles={{ legend: { fontWeight: 650, fontSize: "1.0625rem" } }} legend={t`À quel prix`}>
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
            <NumberInput
              label={t`Tarif d’une unité, en euros`}
              description={t`0 si c’est gratuit.`}
              min={0}
              decimalScale={2}
              decimalSeparator={i18n.locale === "en" ? "." : ","}
              thousandSeparator={i18n.locale === "en" ? "," : "\u202f"}
              suffix={"\u00a0€"}
              {...form.getInputProps("tariff_cents")}
            />
            <Select
              label={t`Compté`}
              description={t`Ce qui est commencé compte, sauf l’heure, comptée à la minute.`}
              allowDeselect={false}
              data={tariffUnits.map((unit) => ({ value: unit, label: i18n._(tariffUnitWords[unit]) }))}
              {...form.getInputProps("tariff_unit")}
            />
          </SimpleGrid>
        </Fieldset>
        <Fieldset
          styles={{ legend: { fontWeight: 650, fontSize: "1.0625rem" } }}
          legend={t`Règles de réservation`}
        >
          <Rules form={form} />
        </Fieldset>
        <Group justify="flex-end">
          {cancel}
          <Button type="submit" loading={pending}>
            {submitLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Rules({ form }: { form: Pick<UseFormReturnType<ResourceValues>, "getInputProps" | "getValues"> }) {
  const { t } = useLingui();
  const duration = useDuration();
  const { minimum_minutes, maximum_minutes, notice_minutes, horizon_days } = form.getValues();
  const choices = (values: number[], current: string, word: (value: number) => string) =>
    withCurrent(values, current).map((value) => ({ value: String(value), label: word(value) }));
  const shared = { allowDeselect: false, maxDropdownHeight: 320 };
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <Select
          label={t`Durée la plus courte`}
          data={choices(lengths, minimum_minutes, duration)}
          {...shared}
          {...form.getInputProps("minimum_minutes")}
        />
        <Select
          label={t`Durée la plus longue`}
          data={choices(lengths, maximum_minutes, duration)}
          {...shared}
          {...form.getInputProps("maximum_minutes")}
        />
        <Select
          label={t`À réserver au moins`}
          data={choices(notices, notice_minutes, (minutes) =>
            minutes === 0 ? t`jusqu’au dernier moment` : t`${duration(minutes)} à l’avance`,
          )}
          {...shared}
          {...form.getInputProps("notice_minutes")}
        />
        <Select
          label={t`À réserver au plus`}
          data={choices(
            horizons,
            horizon_days,
            (days) => t`${plural(days, { one: "# jour", other: "# jours" })} à l’avance`,
          )}
          {...shared}
          {...form.getInputProps("horizon_days")}
        />
      </SimpleGrid>
      <Switch
        label={t`Nous confirmons chaque réservation`}
        description={t`Sinon, une réservation possible est confirmée aussitôt.`}
        {...form.getInputProps("needs_approval", { type: "checkbox" })}
      />
    </Stack>
  );
}

type ChoiceProps = { value?: string | null; onChange?: (value: string | null) => void; error?: ReactNode };

/** One of the organisation’s places; most have few. */
function SiteField(props: ChoiceProps) {
  const { t } = useLingui();
  const organisation = useMe().acting_for?.organisation_id ?? "";
  const sites = useApiQuery("/v1/organisations/{organisation_id}/sites", {
    path: { organisation_id: organisation },
    query: { limit: 100 },
  });
  const items = sites.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Select
      label={t`Site de votre organisation (facultatif)`}
      data={items.map(({ id, name, city }) => ({
        value: id,
        label: [name, city].filter(Boolean).join(", "),
      }))}
      clearable
      searchable
      nothingFoundMessage={t`Aucun site ne correspond`}
      {...props}
    />
  );
}

/** A commune by its name or postal code. */
function CommuneField({ value = null, ...props }: ChoiceProps) {
  const { t } = useLingui();
  const [typed, setTyped] = useState("");
  const [words] = useDebouncedValue(typed, 250);
  // What the field shows once chosen, "Lyon (69)", is a search that finds it again.
  const q = words.replace(/\s*\(.*$/, "") || value || "";
  const communes = useApiQuery(
    "/v1/territories/communes",
    { query: { q, limit: 10 } },
    { enabled: q.length > 1 },
  );
  const items = (communes.data?.items ?? []).map(({ code, name, department_code }) => ({
    value: code,
    label: `${name} (${department_code})`,
  }));
  return (
    <Select
      label={t`Commune (facultatif)`}
      description={t`Tapez les premières lettres. Elle permet de trouver la ressource par département.`}
      data={items}
      value={value}
      searchable
      clearable
      onSearchChange={setTyped}
      filter={({ options }) => options}
      nothingFoundMessage={q.length > 1 && !communes.isPending ? t`Aucune commune ne correspond` : undefined}
      {...props}
    />
  );
}

/** Leaves a form without saving. */
export function CancelButton({ onClick }: { onClick: () => void }) {
  return (
    <Button variant="default" onClick={onClick}>
      <Trans>Annuler</Trans>
    </Button>
  );
}
