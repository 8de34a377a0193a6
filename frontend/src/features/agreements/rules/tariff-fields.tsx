import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { Choice, type FieldsProps, Lines, NumberField } from "@/features/agreements/rules/fields";
import { newTariff, type TariffValues } from "@/features/agreements/rules/key-values";
import { figures } from "@/features/agreements/rules/words";

/** What an organisation pays for the year it joins, before it shares the costs as the others do. */
export function TariffsFields({ form }: FieldsProps) {
  const { t } = useLingui();
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        <Trans>
          Un tarif est le prix de l’année d’entrée, compté selon les jours où l’organisation est là ; l’année
          suivante, elle partage les coûts comme les autres. Exemple : 600 € et 9,44 € par lit.
        </Trans>
      </Text>
      <Lines
        form={form}
        path="content.joining_tariffs"
        lines={form.getValues().content.joining_tariffs}
        addLabel={t`Ajouter un tarif`}
        fresh={newTariff}
        removeLabel={({ name }) => t`Retirer le tarif ${name}`}
        max={20}
      >
        {(path, tariff) => <TariffFields form={form} path={path} tariff={tariff} />}
      </Lines>
    </Stack>
  );
}

function TariffFields({ form, path, tariff }: FieldsProps & { path: string; tariff: TariffValues }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const codes = [...new Set([...Object.keys(figures), ...(tariff.code ? [tariff.code] : [])])];
  const each = figures[tariff.code]?.each;
  return (
    <Stack gap="sm">
      <TextInput
        label={t`Nom du tarif`}
        description={t`Exemple : Établissement de moins de 40 lits.`}
        maxLength={200}
        {...form.getInputProps(`${path}.name`)}
      />
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        <NumberField
          form={form}
          path={`${path}.fixed_cents`}
          label={t`Somme fixe`}
          max={100_000_000}
          decimals={2}
          unit="€"
        />
        <Choice
          form={form}
          path={`${path}.code`}
          label={t`Et un prix`}
          data={[
            { value: "", label: t`Aucun autre prix` },
            ...codes.map((value) => ({
              value,
              label: figures[value] ? i18n._(figures[value].each) : value,
            })),
          ]}
        />
        {tariff.code ? (
          <NumberField
            form={form}
            path={`${path}.per_unit_cents`}
            label={each ? t`Prix ${i18n._(each)}` : t`Prix par unité`}
            max={100_000_000}
            decimals={2}
            unit="€"
          />
        ) : null}
      </SimpleGrid>
    </Stack>
  );
}
