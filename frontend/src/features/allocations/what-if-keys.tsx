import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Checkbox, MultiSelect, SimpleGrid, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { keyRuleWords } from "@/features/agreements/rules/words";
import { useKeyWords } from "@/features/allocations/figures-words";
import { Elsewhere } from "@/features/allocations/page-links";
import type { FieldsProps } from "@/features/allocations/what-if-form";
import {
  type FairRule,
  knowsPrices,
  otherKeys,
  type Question,
  type SimpleKey,
} from "@/features/allocations/what-if-values";

const fairRules: FairRule[] = [
  "arrival",
  "same_percentage",
  "same_saving",
  "same_percentage_stable",
  "separable_equal",
  "separable_benefit",
  "least_unhappy",
];

/** Keys adopted, simple keys and fair rules, to set side by side. */
export function KeysFields({ run, adopted, simple, opening, onChange }: FieldsProps) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const keyWords = useKeyWords();
  const [chosen, setChosen] = useState<Chosen>(() => chosenIn(opening, simple));
  const open = run.reads_every_line;
  const { named, tried, rules, lines } = chosen;
  const choose = (change: Partial<Chosen>) => {
    const next = { ...chosen, ...change };
    setChosen(next);
    onChange(askedBy(next, simple, open));
  };
  return (
    <Stack gap="lg">
      <SimpleGrid cols={{ base: 1, sm: open ? 2 : 1 }} spacing="xl" verticalSpacing="lg">
        {adopted.length > 0 ? (
          <Checkbox.Group
            label={t`Les règles adoptées par les membres`}
            value={named}
            onChange={(next) => choose({ named: next })}
          >
            <Stack gap="xs" mt="xs">
              {adopted.map((key) => (
                <Checkbox key={key.name} value={key.name} label={key.name} description={keyWords(key)} />
              ))}
            </Stack>
          </Checkbox.Group>
        ) : (
          <Text c="dimmed">
            <Trans>Les membres n’ont adopté aucune règle de partage.</Trans>
          </Text>
        )}
        {!open && otherKeys(run, adopted).length === 0 ? (
          <Text c="dimmed" size="sm">
            <Trans>
              C’est la seule règle adoptée, celle qui sert déjà : elle redonne votre part. Quand les membres
              en auront adopté d’autres, vous les comparerez ici.{" "}
              <Elsewhere to={`/agreements/${run.agreement_id}/rules/new`}>Proposez-en une au vote</Elsewhere>.
            </Trans>
          </Text>
        ) : null}
        {open ? (
          <Checkbox.Group
            label={t`Des règles simples, pour voir`}
            value={tried}
            onChange={(next) => choose({ tried: next })}
          >
            <Stack gap="xs" mt="xs">
              {simple.map(({ id, key }) => (
                <Checkbox key={id} value={id} label={key.name} />
              ))}
            </Stack>
          </Checkbox.Group>
        ) : null}
      </SimpleGrid>
      {open && knowsPrices(run) ? (
        <Checkbox.Group
          label={t`Des règles équitables, à partir de ce que chacun paierait seul`}
          value={rules}
          onChange={(next) => choose({ rules: next })}
        >
          <SimpleGrid cols={{ base: 1, sm: 2 }} mt="xs" spacing="xl" verticalSpacing="xs">
            {fairRules.map((rule) => (
              <Checkbox
                key={rule}
                value={rule}
                label={i18n._(keyRuleWords[rule].name)}
                description={i18n._(keyRuleWords[rule].meaning)}
              />
            ))}
          </SimpleGrid>
        </Checkbox.Group>
      ) : null}
      {open && run.lines.length > 1 ? (
        <MultiSelect
          label={t`Sur quelles dépenses`}
          description={t`Laissez vide pour toutes : une règle partage alors leur somme d’un seul coup.`}
          placeholder={lines.length === 0 ? t`Toutes` : ""}
          data={run.lines.map(({ id, name }) => ({ value: id, label: name }))}
          value={lines}
          onChange={(next) => choose({ lines: next })}
          clearable
          clearButtonProps={{ "aria-label": t`Reprendre toutes les dépenses` }}
          maw="36rem"
        />
      ) : null}
    </Stack>
  );
}

type Chosen = { named: string[]; tried: string[]; rules: string[]; lines: string[] };

/** What the question asked when the page opens has ticked. */
function chosenIn({ keys = [], rules = [] }: Question, simple: SimpleKey[]): Chosen {
  const given = keys.map((key) => (typeof key === "string" ? key : key.name));
  return {
    named: keys.filter((key) => typeof key === "string"),
    tried: simple.filter(({ key }) => given.includes(key.name)).map(({ id }) => id),
    rules,
    lines: [],
  };
}

/** Where lines are not open, adopted keys only may be asked. */
function askedBy(
  { named, tried, rules, lines }: Chosen,
  simple: SimpleKey[],
  open: boolean,
): Question | null {
  if (!open) return named.length > 0 ? { keys: named } : null;
  const keys = [...simple.filter(({ id }) => tried.includes(id)).map(({ key }) => key), ...named];
  if (keys.length + rules.length === 0) return null;
  return { keys, rules: rules as FairRule[], ...(lines.length > 0 ? { line_ids: lines } : {}) };
}
