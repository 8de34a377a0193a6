import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import {
  Anchor,
  Fieldset,
  Grid,
  NumberInput,
  Paper,
  Radio,
  Select,
  SimpleGrid,
  Stack,
  Switch,
  Text,
  Textarea,
  TextInput,
  Title,
} from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { Link } from "@tanstack/react-router";
import { useApiQuery } from "@/api/hooks";
import { addMonths } from "@/features/agreements/deadlines";
import type { AgreementValues } from "@/features/agreements/form-values";
import { LegalFormCard } from "@/features/agreements/legal-form-card";
import { confidentialities, confidentialityWords } from "@/features/agreements/words";
import { Loaded } from "@/ui/states";
import { DateText } from "@/ui/values";

export type AgreementForm<V extends AgreementValues> = UseFormReturnType<V>;

type AgreementFieldsProps<V extends AgreementValues> = {
  form: AgreementForm<V>;
  /** The page of the rules that the parties adopted: they set notice and who reads what. */
  rulesAt?: string | undefined;
};

/** What an agreement says: the same fields for a new one and for a change, for pools and partnerships. */
export function AgreementFields<V extends AgreementValues>({ form, rulesAt }: AgreementFieldsProps<V>) {
  const { t } = useLingui();
  return (
    <Stack gap="lg">
      <TextInput
        label={t`Nom`}
        description={t`Comme les parties l’appellent. Exemple : Minibus partagé du Beaujolais.`}
        maxLength={200}
        required
        withAsterisk={false}
        {...form.getInputProps("name")}
      />
      <Textarea
        label={t`Objet`}
        description={t`À quoi il sert, en une ou deux phrases. Ni nom de résident ni donnée de santé.`}
        autosize
        minRows={2}
        maxLength={5000}
        required
        withAsterisk={false}
        {...form.getInputProps("purpose")}
      />
      <LegalFormField form={form} />
      <TermFields form={form} noticeIsSet={rulesAt !== undefined} />
      {rulesAt ? (
        <Text>
          <Trans>
            Le préavis et qui lit les chiffres de qui sont fixés par{" "}
            <Anchor component={Link} to={rulesAt}>
              les règles de l’accord
            </Anchor>
            .
          </Trans>
        </Text>
      ) : (
        <ConfidentialityField {...form.getInputProps("confidentiality")} />
      )}
      <Switch
        label={t`D’autres organisations peuvent demander à entrer`}
        description={t`Une fois l’accord en vigueur, toute organisation inscrite lit son nom, son objet, sa forme juridique et son chef de file, rien d’autre. Ses règles disent qui admet.`}
        {...form.getInputProps("open_to_requests", { type: "checkbox" })}
      />
    </Stack>
  );
}

/** The choice, and beside it what the chosen form changes. */
function LegalFormField<V extends AgreementValues>({ form }: { form: AgreementForm<V> }) {
  const { t } = useLingui();
  const forms = useApiQuery("/v1/agreements/legal-forms", {}, { staleTime: 3_600_000 });
  const code = form.getValues().legal_form;
  return (
    <Loaded query={forms} lines={3}>
      {({ items }) => {
        const chosen = items.find((one) => one.code === code);
        return (
          <Grid gap="lg">
            <Grid.Col span={{ base: 12, md: 4 }}>
              <Select
                label={t`Forme juridique`}
                description={t`Elle change les votes, la sortie, les dettes et la TVA.`}
                data={items.map(({ code: value, name }) => ({ value, label: name }))}
                allowDeselect={false}
                comboboxProps={{ width: "max-content", position: "bottom-start" }}
                {...form.getInputProps("legal_form")}
              />
            </Grid.Col>
            <Grid.Col span={{ base: 12, md: 8 }}>
              {chosen ? (
                <Paper p="md" aria-live="polite">
                  <Title order={2} size="h3" mb="sm">
                    {chosen.name}
                  </Title>
                  <LegalFormCard form={chosen} />
                </Paper>
              ) : null}
            </Grid.Col>
          </Grid>
        );
      }}
    </Loaded>
  );
}

type TermFieldsProps<V extends AgreementValues> = { form: AgreementForm<V>; noticeIsSet: boolean };

function TermFields<V extends AgreementValues>({ form, noticeIsSet }: TermFieldsProps<V>) {
  const { t } = useLingui();
  const { term_ends_on: ends, renewal_months: renewal } = form.getValues();
  return (
    <Fieldset legend={t`Durée`}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          type="date"
          label={t`Début`}
          required
          withAsterisk={false}
          {...form.getInputProps("starts_on")}
        />
        <TextInput
          type="date"
          label={t`Fin du premier terme (facultatif)`}
          description={t`Son dernier jour. Vide : pas de terme fixe.`}
          {...form.getInputProps("term_ends_on")}
        />
        <NumberInput
          label={t`Reconduction de plein droit, en mois`}
          description={t`Durée de chaque reconduction. 0 : l’accord s’arrête à son terme.`}
          min={0}
          max={600}
          allowDecimal={false}
          disabled={!ends}
          {...form.getInputProps("renewal_months")}
        />
        <NumberInput
          label={t`Nombre de reconductions (facultatif)`}
          description={t`Vide : sans limite.`}
          min={0}
          max={1000}
          allowDecimal={false}
          disabled={!ends || Number(renewal) === 0}
          {...form.getInputProps("maximum_renewals")}
        />
        <NumberInput
          label={t`Préavis, en mois`}
          description={t`Avant la fin du terme, pour empêcher la reconduction ou se retirer.`}
          min={0}
          max={120}
          allowDecimal={false}
          disabled={noticeIsSet}
          {...form.getInputProps("notice_months")}
        />
      </SimpleGrid>
      <TermPreview values={form.getValues()} />
    </Fieldset>
  );
}

const wholeDay = /^(19|20|21)\d\d-\d\d-\d\d$/;

/** What these numbers mean, in dates, while they are typed. */
function TermPreview({ values }: { values: AgreementValues }) {
  const { term_ends_on: ends, renewal_months: renewal, notice_months: notice } = values;
  if (!wholeDay.test(ends) || !Number(renewal) || notice === "") return null;
  return (
    <Text mt="md" fw={500} aria-live="polite">
      <Trans>
        Dernier jour pour donner un préavis : <DateText value={addMonths(ends, -Number(notice))} />. Sans
        préavis, l’accord se reconduit jusqu’au <DateText value={addMonths(ends, Number(renewal))} />.
      </Trans>
    </Text>
  );
}

function ConfidentialityField(props: { value?: string; onChange?: (value: string) => void }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  return (
    <Radio.Group
      label={t`Qui lit les chiffres de qui`}
      description={t`La liste des parties, les documents et les engagements sont toujours lus par toutes les parties.`}
      {...props}
    >
      <Stack gap="xs" mt={8}>
        {confidentialities.map((one) => (
          <Radio
            key={one}
            value={one}
            label={i18n._(confidentialityWords[one].name)}
            description={i18n._(confidentialityWords[one].meaning)}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}
