import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Stack, Switch, Text } from "@mantine/core";
import {
  Choice,
  type FieldsProps,
  Lines,
  MajorityField,
  QuorumField,
  useChoices,
} from "@/features/agreements/rules/fields";
import { newMatter } from "@/features/agreements/rules/values";
import { keysOf, matterWords } from "@/features/agreements/rules/words";

/** Decisions that ask for another majority or quorum. */
export function MattersFields({ form }: FieldsProps) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const choices = useChoices();
  const { matters } = form.getValues().content.voting;
  const taken = matters.map(({ matter }) => matter);
  const free = keysOf(matterWords).filter((matter) => !taken.includes(matter));
  return (
    <Lines
      form={form}
      path="content.voting.matters"
      lines={matters}
      addLabel={t`Ajouter une décision qui demande plus`}
      fresh={() => newMatter(free[0] ?? "opinion")}
      removeLabel={({ matter }) => t`Retirer la règle « ${i18n._(matterWords[matter])} »`}
      max={keysOf(matterWords).length}
      none={
        <Text size="sm" c="dimmed">
          <Trans>
            Toutes les décisions suivent la même règle. Changer les règles ou exclure une organisation demande
            souvent une majorité plus forte.
          </Trans>
        </Text>
      }
    >
      {(path, line) => (
        <Stack gap="md">
          <Choice
            form={form}
            path={`${path}.matter`}
            label={t`Pour`}
            data={choices(matterWords).filter(({ value }) => value === line.matter || free.includes(value))}
          />
          <Switch
            label={t`Une autre majorité`}
            {...form.getInputProps(`${path}.asks_majority`, { type: "checkbox" })}
          />
          {line.asks_majority ? (
            <MajorityField form={form} path={`${path}.majority`} label={t`Majorité`} />
          ) : null}
          <Switch
            label={t`Un autre quorum`}
            {...form.getInputProps(`${path}.asks_quorum`, { type: "checkbox" })}
          />
          {line.asks_quorum ? <QuorumField form={form} path={`${path}.quorum`} label={t`Quorum`} /> : null}
        </Stack>
      )}
    </Lines>
  );
}
