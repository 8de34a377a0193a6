import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { MultiSelect, SimpleGrid, Stack, Text } from "@mantine/core";
import { Choice, type FieldsProps, Lines, NumberField, useChoices } from "@/features/agreements/rules/fields";
import { type LimitValues, newLimit } from "@/features/agreements/rules/key-values";
import type { PartyChoices } from "@/features/agreements/rules/parties";
import classes from "@/features/agreements/rules/rules.module.css";
import { limitKindWords } from "@/features/agreements/rules/words";

type LimitsProps = FieldsProps & { path: string; limits: LimitValues[]; parties: PartyChoices };

/** What each pays at least and at most, whatever the key gives. */
export function LimitsFields({ form, path, limits, parties }: LimitsProps) {
  const { t } = useLingui();
  return (
    <Stack gap={4}>
      <Text size="sm" fw={500}>
        <Trans>Planchers et plafonds</Trans>
      </Text>
      <Text size="sm" c="dimmed" mb={4}>
        <Trans>
          Ce que paie au moins ou au plus une organisation, quoi que donne la clé ; les autres se partagent la
          différence.
        </Trans>
      </Text>
      <Lines
        form={form}
        path={path}
        plain
        lines={limits}
        addLabel={t`Ajouter un plancher ou un plafond`}
        fresh={() => newLimit("cap")}
        removeLabel={({ kind }) => (kind === "cap" ? t`Retirer ce plafond` : t`Retirer ce plancher`)}
        max={10}
      >
        {(place, limit) => <LimitFields form={form} path={place} limit={limit} parties={parties} />}
      </Lines>
    </Stack>
  );
}

type LimitFieldsProps = FieldsProps & { path: string; limit: LimitValues; parties: PartyChoices };

function LimitFields({ form, path, limit, parties }: LimitFieldsProps) {
  const { t } = useLingui();
  const choices = useChoices();
  const whole = form.errors[path];
  return (
    <Stack gap="sm" className={classes.indented ?? ""}>
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        <Choice form={form} path={`${path}.kind`} label={t`Chacune paie`} data={choices(limitKindWords)} />
        <Choice
          form={form}
          path={`${path}.bound`}
          label={t`Compté`}
          data={[
            { value: "cents", label: t`En euros` },
            { value: "share_bp", label: t`En part du coût` },
          ]}
        />
        {limit.bound === "cents" ? (
          <NumberField
            key="cents"
            form={form}
            path={`${path}.cents`}
            label={t`Montant`}
            max={100_000_000}
            decimals={2}
            unit="€"
            {...(whole ? { error: whole } : {})}
          />
        ) : (
          <NumberField
            key="share_bp"
            form={form}
            path={`${path}.share_bp`}
            label={t`Part du coût`}
            max={100}
            decimals={2}
            unit="%"
            {...(whole ? { error: whole } : {})}
          />
        )}
      </SimpleGrid>
      <PartiesField
        form={form}
        path={`${path}.organisation_ids`}
        label={t`Pour quelles organisations`}
        placeholder={t`Toutes`}
        chosen={limit.organisation_ids}
        parties={parties}
      />
    </Stack>
  );
}

type PartiesFieldProps = FieldsProps & {
  path: string;
  label: string;
  description?: string;
  /** What an empty choice means. */
  placeholder: string;
  chosen: string[];
  parties: PartyChoices;
};

/** Some parties of the agreement, by name. */
export function PartiesField(props: PartiesFieldProps) {
  const { form, path, label, description, placeholder, chosen, parties } = props;
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  return (
    <MultiSelect
      key={i18n.locale}
      label={label}
      {...(description ? { description } : {})}
      {...(chosen.length === 0 ? { placeholder } : {})}
      data={parties(chosen)}
      searchable
      clearable
      classNames={{ pill: classes.pill ?? "", inputField: classes.search ?? "" }}
      hidePickedOptions
      clearButtonProps={{ "aria-label": t`Effacer le choix : ${label}` }}
      nothingFoundMessage={t`Aucune autre organisation`}
      {...form.getInputProps(path)}
    />
  );
}
