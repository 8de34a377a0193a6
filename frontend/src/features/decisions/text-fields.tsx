import { useLingui as useActiveLingui } from "@lingui/react";
import { useLingui } from "@lingui/react/macro";
import type { TextInputProps } from "@mantine/core";
import { Radio, type RadioGroupProps, Stack, Textarea, type TextareaProps, TextInput } from "@mantine/core";
import { type BallotKind, ballotWords } from "@/features/decisions/words";

export function TitleField(props: TextInputProps) {
  const { t } = useLingui();
  return (
    <TextInput
      label={t`La question, en une ligne`}
      placeholder={t`Adopter la clé de répartition 2027`}
      maxLength={200}
      {...props}
    />
  );
}

export function ReasonField(props: TextareaProps) {
  const { t } = useLingui();
  return (
    <Textarea
      label={t`Pourquoi`}
      description={t`Lu par tous les membres, et repris dans le procès-verbal. N’écrivez ni nom de résident ni donnée de santé.`}
      autosize
      minRows={3}
      maxLength={5000}
      {...props}
    />
  );
}

const kinds: BallotKind[] = ["named", "secret"];

export function BallotField(props: Omit<RadioGroupProps, "children">) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  return (
    <Radio.Group label={t`Scrutin`} {...props}>
      <Stack gap="xs" mt="xs">
        {kinds.map((kind) => (
          <Radio
            key={kind}
            value={kind}
            label={i18n._(ballotWords[kind].name)}
            description={i18n._(ballotWords[kind].meaning)}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}
