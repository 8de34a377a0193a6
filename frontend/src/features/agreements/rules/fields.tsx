import type { MessageDescriptor } from "@lingui/core";
import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import {
  Button,
  CloseButton,
  Group,
  NumberInput,
  Paper,
  Radio,
  Select,
  SimpleGrid,
  Stack,
} from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { IconPlus } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import {
  namedShares,
  type QuorumValues,
  type RulesValues,
  shareOf,
} from "@/features/agreements/rules/values";
import { baseWords, keysOf, levelWords, quorumBasisWords } from "@/features/agreements/rules/words";

export type RulesForm = UseFormReturnType<RulesValues>;
export type FieldsProps = { form: RulesForm };

/** Figures written as one writes them: a comma in French. */
export function useFigures() {
  const { i18n } = useActiveLingui();
  const english = i18n.locale === "en";
  return {
    decimalSeparator: english ? "." : ",",
    allowedDecimalSeparators: [",", "."],
    thousandSeparator: english ? "," : "\u202f",
    hideControls: true,
  };
}

type NumberFieldProps = FieldsProps & {
  path: string;
  label: string;
  description?: string;
  min?: number;
  max: number;
  /** The unit, after the figure. */
  unit?: string;
  decimals?: number;
  disabled?: boolean;
  /** What is wrong with what holds the figure; its own fault comes first. */
  error?: ReactNode;
};

export function NumberField({ form, path, label, description, min = 0, unit, ...rest }: NumberFieldProps) {
  const { decimals = 0, error, ...more } = rest;
  const input = form.getInputProps(path);
  return (
    <NumberInput
      label={label}
      {...(description ? { description } : {})}
      min={min}
      decimalScale={decimals}
      allowNegative={false}
      {...(unit ? { suffix: `\u00a0${unit}` } : {})}
      {...useFigures()}
      {...more}
      {...input}
      error={input.error ?? error}
    />
  );
}

type ChoiceProps = FieldsProps & {
  path: string;
  label: string;
  description?: string;
  data: { value: string; label: string }[];
  /** What else changes with the choice. */
  onPick?: () => void;
};

export function Choice({ form, path, label, description, data, onPick }: ChoiceProps) {
  const { onChange, ...input } = form.getInputProps(path);
  return (
    <Select
      label={label}
      {...(description ? { description } : {})}
      data={data}
      allowDeselect={false}
      comboboxProps={{ width: "max-content", position: "bottom-start" }}
      {...input}
      onChange={(value) => {
        onChange(value);
        onPick?.();
      }}
    />
  );
}

/** The words of a list of codes, for a choice. */
export function useChoices() {
  const { i18n } = useActiveLingui();
  return <Code extends string>(words: Record<Code, MessageDescriptor>) =>
    keysOf(words).map((value) => ({ value, label: i18n._(words[value]) }));
}

type QuorumFieldProps = FieldsProps & { path: string; label: string; description?: string };

/** How many must take part: a usual fraction by its name, any other in figures. */
export function QuorumField({ form, path, label, description }: QuorumFieldProps) {
  const { t } = useLingui();
  const choices = useChoices();
  const quorum = valueAt(form, path) as QuorumValues;
  const named = shareOf(quorum);
  const [typing, setTyping] = useState(named === "other");
  const shown = typing ? "other" : named;
  const words: Record<string, string> = {
    "0/1": t`Aucun quorum`,
    "1/4": t`Le quart`,
    "1/3": t`Le tiers`,
    "1/2": t`La moitié`,
    "2/3": t`Les deux tiers`,
    "3/4": t`Les trois quarts`,
    "1/1": t`Toutes`,
    other: t`Une autre fraction…`,
  };
  const pick = (share: string | null) => {
    setTyping(share === "other");
    const [numerator, denominator] = (share ?? "").split("/").map(Number);
    if (numerator !== undefined && denominator) {
      form.setFieldValue(path, { ...quorum, numerator, denominator } as never);
    }
  };
  return (
    <Stack gap="xs">
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <Select
          label={label}
          {...(description ? { description } : {})}
          inputWrapperOrder={["label", "input", "description", "error"]}
          data={[...namedShares, "other"].map((value) => ({ value, label: words[value] ?? value }))}
          allowDeselect={false}
          value={shown}
          onChange={pick}
        />
        {shown === "0/1" ? null : (
          <Choice
            form={form}
            path={`${path}.basis`}
            label={t`Compté en parts`}
            data={choices(quorumBasisWords)}
          />
        )}
      </SimpleGrid>
      {typing ? (
        <SimpleGrid cols={2}>
          <NumberField form={form} path={`${path}.numerator`} label={t`Au moins`} max={1000} />
          <NumberField form={form} path={`${path}.denominator`} label={t`Sur`} min={1} max={1000} />
        </SimpleGrid>
      ) : null}
    </Stack>
  );
}

export function MajorityField({ form, path, label }: FieldsProps & { path: string; label: string }) {
  const { t } = useLingui();
  const choices = useChoices();
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }}>
      <Choice form={form} path={`${path}.level`} label={label} data={choices(levelWords)} />
      <Choice form={form} path={`${path}.base`} label={t`Comptée sur le total`} data={choices(baseWords)} />
    </SimpleGrid>
  );
}

type LinesProps<Line extends { id: string }> = FieldsProps & {
  path: string;
  lines: Line[];
  /** What one more line is, and what adds it. */
  addLabel: string;
  fresh: () => Line;
  /** Names a line to whoever takes it away. */
  removeLabel: (line: Line) => string;
  max: number;
  /** Without frames, inside another list. */
  plain?: boolean;
  /** Nothing yet: what a line would be for. */
  none?: ReactNode;
  children: (path: string, line: Line, index: number) => ReactNode;
};

/** A list that grows and shrinks, one frame per line. */
export function Lines<Line extends { id: string }>(props: LinesProps<Line>) {
  const { form, path, lines, addLabel, fresh, removeLabel, max, plain, none, children } = props;
  return (
    <Stack gap="sm" align="flex-start">
      {lines.length === 0 ? none : null}
      {lines.map((line, index) => (
        <Paper key={line.id} w="100%" {...(plain ? { p: 0, withBorder: false } : { p: "md" })}>
          <Group align="flex-start" wrap="nowrap" gap="sm">
            <div style={{ flex: "1 1 auto", minWidth: 0 }}>{children(`${path}.${index}`, line, index)}</div>
            <CloseButton
              aria-label={removeLabel(line)}
              onClick={() => form.removeListItem(path, index)}
              size="lg"
            />
          </Group>
        </Paper>
      ))}
      {lines.length < max ? (
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={16} aria-hidden="true" />}
          onClick={() => form.insertListItem(path, fresh())}
        >
          {addLabel}
        </Button>
      ) : null}
    </Stack>
  );
}

/** Shares that must make a hundred: what is missing, or too much. */
export function ShareTotal({ missing }: { missing: number }) {
  const { i18n } = useActiveLingui();
  if (missing === 0) return null;
  const figure = new Intl.NumberFormat(i18n.locale === "en" ? "en-GB" : "fr-FR").format(Math.abs(missing));
  return missing > 0 ? (
    <Trans>Il manque {figure} % pour faire 100 %.</Trans>
  ) : (
    <Trans>Il y a {figure} % de trop : le total doit faire 100 %.</Trans>
  );
}

type FewProps = FieldsProps & {
  path: string;
  label: string;
  choices: [value: string, label: string, description?: string][];
};

/** A choice between a few, all in sight. */
export function Few({ form, path, label, choices }: FewProps) {
  return (
    <Radio.Group label={label} {...form.getInputProps(path)}>
      <Stack gap="xs" mt={8}>
        {choices.map(([value, name, description]) => (
          <Radio key={value} value={value} label={name} {...(description ? { description } : {})} />
        ))}
      </Stack>
    </Radio.Group>
  );
}

export function valueAt(form: RulesForm, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((value, name) => (value as Record<string, unknown>)[name], form.getValues());
}
