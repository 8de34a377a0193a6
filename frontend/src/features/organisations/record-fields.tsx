import { useLingui as useActiveLingui } from "@lingui/react";
import { useLingui } from "@lingui/react/macro";
import { Checkbox, Paper, Select, SimpleGrid, Stack, Textarea, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { identifierWords } from "@/features/organisations/identifiers";
import { PlaceFields } from "@/features/organisations/place-fields";
import type { RecordValues } from "@/features/organisations/record-form";
import { codesOf, legalFormWords, sectorWords } from "@/features/organisations/words";
import { Section } from "@/ui/page";

/** Every line of a record, in the order one fills it. */
export function RecordFields({ form }: { form: UseFormReturnType<RecordValues> }) {
  const { t } = useLingui();
  return (
    <>
      <Section title={t`L’organisation`}>
        <Paper p="lg">
          <Stack gap="md">
            <WhoFields form={form} />
          </Stack>
        </Paper>
      </Section>
      <Section title={t`Coordonnées`}>
        <Paper p="lg">
          <Stack gap="md">
            <PlaceFields form={form} />
            <ContactFields form={form} />
          </Stack>
        </Paper>
      </Section>
      <Section title={t`Identifiants`}>
        <Paper p="lg">
          <IdentifierFields form={form} />
        </Paper>
      </Section>
    </>
  );
}

type FieldsProps = { form: UseFormReturnType<RecordValues> };

function WhoFields({ form }: FieldsProps) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  return (
    <>
      <TextInput
        label={t`Nom`}
        description={t`Le nom officiel, tel qu’il figure dans les statuts.`}
        required
        withAsterisk={false}
        maxLength={200}
        {...form.getInputProps("name")}
      />
      <TextInput
        label={t`Nom d’usage ou sigle (facultatif)`}
        maxLength={200}
        {...form.getInputProps("short_name")}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <Select
          label={t`Secteur`}
          data={codesOf(sectorWords).map((value) => ({ value, label: i18n._(sectorWords[value]) }))}
          allowDeselect={false}
          searchable
          {...form.getInputProps("sector")}
        />
        <Select
          label={t`Forme juridique`}
          data={codesOf(legalFormWords).map((value) => ({ value, label: i18n._(legalFormWords[value]) }))}
          allowDeselect={false}
          {...form.getInputProps("legal_form")}
        />
        <Select
          label={t`Appartient à l’économie sociale et solidaire`}
          data={[
            { value: "yes", label: t`Oui` },
            { value: "no", label: t`Non` },
            { value: "unknown", label: t`Non précisé` },
          ]}
          allowDeselect={false}
          {...form.getInputProps("is_ess")}
        />
        <Select
          label={t`Soumise aux règles de la commande publique`}
          data={[
            { value: "yes", label: t`Oui` },
            { value: "no", label: t`Non` },
            { value: "unknown", label: t`Non précisé` },
          ]}
          allowDeselect={false}
          {...form.getInputProps("contracting_authority")}
        />
      </SimpleGrid>
      <Checkbox
        label={t`C’est un réseau, une fédération ou un groupement : d’autres organisations y adhèrent`}
        {...form.getInputProps("is_network", { type: "checkbox" })}
      />
      <Textarea
        label={t`Présentation (facultatif)`}
        description={t`Visible de tous. N’y nommez aucune personne accueillie et n’y mettez aucune donnée de santé.`}
        autosize
        minRows={3}
        maxLength={5000}
        {...form.getInputProps("description")}
      />
      <TextInput type="date" label={t`Date de création (facultatif)`} {...form.getInputProps("founded_on")} />
    </>
  );
}

function ContactFields({ form }: FieldsProps) {
  const { t } = useLingui();
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }}>
      <TextInput
        label={t`Téléphone`}
        type="tel"
        placeholder="04 72 00 00 00"
        {...form.getInputProps("phone")}
      />
      <TextInput
        label={t`Adresse électronique`}
        type="email"
        placeholder={t`contact@exemple.fr`}
        {...form.getInputProps("email")}
      />
      <TextInput
        label={t`Site internet`}
        description={t`Adresse complète, avec https://`}
        inputMode="url"
        placeholder={t`https://www.exemple.fr`}
        {...form.getInputProps("website")}
      />
    </SimpleGrid>
  );
}

function IdentifierFields({ form }: FieldsProps) {
  const { i18n } = useActiveLingui();
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }}>
      {identifierWords.map(({ kind, name, meaning }) => (
        <TextInput
          key={kind}
          label={i18n._(name)}
          description={i18n._(meaning)}
          maxLength={40}
          inputWrapperOrder={["label", "input", "error", "description"]}
          {...form.getInputProps(kind)}
        />
      ))}
    </SimpleGrid>
  );
}
