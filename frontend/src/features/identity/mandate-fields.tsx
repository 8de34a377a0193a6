import { useLingui as useActiveLingui } from "@lingui/react";
import { useLingui } from "@lingui/react/macro";
import { Checkbox, Group, Radio, Stack, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { type Power, powers, powerWords, type Role, roles, roleWords } from "@/features/identity/words";

export type MandateValues = { role: Role; profession: string; powers: Power[] };

/** Role, profession and powers: the same fields for somebody invited and for a member. */
export function MandateFields<V extends MandateValues>({ form }: { form: UseFormReturnType<V> }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  return (
    <>
      <Radio.Group label={t`Rôle`} {...form.getInputProps("role")}>
        <Stack gap="xs" mt={6}>
          {roles.map((role) => (
            <Radio
              key={role}
              value={role}
              label={i18n._(roleWords[role].name)}
              description={i18n._(roleWords[role].meaning)}
            />
          ))}
        </Stack>
      </Radio.Group>
      <TextInput
        label={t`Métier (facultatif)`}
        description={t`Par exemple : ergothérapeute, responsable des achats.`}
        maxLength={120}
        {...form.getInputProps("profession")}
      />
      <Checkbox.Group
        label={t`Pouvoirs`}
        description={t`Ce que cette personne peut faire au nom de l’organisation.`}
        {...form.getInputProps("powers")}
      >
        <Group gap="lg" mt={6}>
          {powers.map((power) => (
            <Checkbox key={power} value={power} label={i18n._(powerWords[power])} />
          ))}
        </Group>
      </Checkbox.Group>
    </>
  );
}
