import { useLingui as useActiveLingui } from "@lingui/react";
import { useLingui } from "@lingui/react/macro";
import { SimpleGrid, Stack, Switch, Textarea } from "@mantine/core";
import { Choice, Few, type FieldsProps, NumberField, useChoices } from "@/features/agreements/rules/fields";
import { timingWords } from "@/features/agreements/rules/words";
import { confidentialities, confidentialityWords } from "@/features/agreements/words";

export function EntryFields({ form }: FieldsProps) {
  const { t } = useLingui();
  return (
    <Stack gap="lg">
      <Few
        form={form}
        path="content.entry.admission"
        label={t`Qui admet une nouvelle organisation`}
        choices={[
          ["lead", t`Le chef de file`],
          ["vote", t`Les membres, par un vote à chaque fois`],
        ]}
      />
      <Switch
        label={t`Une nouvelle organisation répond des dettes d’avant son entrée`}
        description={t`À proportion de sa part.`}
        {...form.getInputProps("content.entry.liable_for_earlier_debts", { type: "checkbox" })}
      />
    </Stack>
  );
}

export function ExitFields({ form }: FieldsProps) {
  const { t } = useLingui();
  const choices = useChoices();
  const { repays_stake: repays, instalments } = form.getValues().content.exit;
  return (
    <Stack gap="lg">
      <Choice
        form={form}
        path="content.exit.timing"
        label={t`Quand une organisation peut partir`}
        data={choices(timingWords)}
      />
      <NumberField
        form={form}
        path="content.exit.notice_months"
        label={t`Préavis`}
        max={120}
        unit={t`mois`}
      />

      <Switch
        label={t`Qui part doit encore les charges de l’année de son départ`}
        description={t`Jamais celles des années suivantes.`}
        {...form.getInputProps("content.exit.owes_current_year", { type: "checkbox" })}
      />
      <Switch
        label={t`Les apports avec droit de reprise sont rendus`}
        description={t`Pour ce qui n’a pas été consommé.`}
        {...form.getInputProps("content.exit.repays_stake", { type: "checkbox" })}
      />
      {repays ? (
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <NumberField
            form={form}
            path="content.exit.instalments"
            label={t`Rendus en combien de fois`}
            min={1}
            max={60}
          />
          <NumberField
            form={form}
            path="content.exit.months_between"
            label={t`Temps entre deux échéances`}
            min={1}
            max={12}
            unit={t`mois`}
            disabled={Number(instalments) <= 1}
          />
        </SimpleGrid>
      ) : null}
      <Switch
        label={t`Partager avec ceux qui sont partis l’argent qu’un projet libère plus tard`}
        description={t`Seulement avec ceux qui avaient financé ce projet.`}
        {...form.getInputProps("content.exit.late_release_to_leavers", { type: "checkbox" })}
      />
    </Stack>
  );
}

export function ReadingFields({ form }: FieldsProps) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  return (
    <Few
      form={form}
      path="content.confidentiality"
      label={t`Qui lit les chiffres de qui`}
      choices={confidentialities.map((one) => [
        one,
        i18n._(confidentialityWords[one].name),
        i18n._(confidentialityWords[one].meaning),
      ])}
    />
  );
}

export function OtherFields({ form }: FieldsProps) {
  const { t } = useLingui();
  return (
    <Textarea
      label={t`Autres clauses (facultatif)`}
      description={t`Ce que les parties conviennent en plus, en mots. Essaim le montre et ne l’applique pas lui-même.`}
      autosize
      minRows={3}
      maxLength={500}
      {...form.getInputProps("content.other_clauses")}
    />
  );
}
