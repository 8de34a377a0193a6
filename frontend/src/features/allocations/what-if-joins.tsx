import { Trans, useLingui } from "@lingui/react/macro";
import { NumberInput, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { codesOf } from "@/features/allocations/figures-codes";
import { decimalsTyped, useFigureName, useUnitName } from "@/features/allocations/figures-words";
import type { FieldsProps } from "@/features/allocations/what-if-form";
import { integerOf, type Question } from "@/features/allocations/what-if-values";
import type { Run } from "@/features/allocations/words";
import { AmountField } from "@/ui/amount-field";

type Typed = Record<string, number | string>;

/** Who would join, with the figures that keys count and what priced lines ask. */
export function JoinsFields({ run, onChange }: FieldsProps) {
  const { t } = useLingui();
  const nameOf = useFigureName();
  const unitOf = useUnitName();
  const [name, setName] = useState("");
  const [figures, setFigures] = useState<Typed>({});
  const [needs, setNeeds] = useState<Typed>({});
  const codes = codesOf(run.lines.map((line) => ({ name: line.name, key: line.key ?? undefined })));
  const priced = run.lines.filter(
    ({ basis }) => basis === "alone" || basis === "levels" || basis === "tiers",
  );
  const tell = (given: { name?: string; figures?: Typed; needs?: Typed }) => {
    const all = { name, figures, needs, ...given };
    setName(all.name);
    setFigures(all.figures);
    setNeeds(all.needs);
    onChange(all.name.trim() ? { joins: joining(all, codes, priced) } : null);
  };
  return (
    <Stack gap="md">
      <TextInput
        label={t`Qui arriverait`}
        placeholder={t`Un nouvel EHPAD`}
        description={t`Un nom pour vous y retrouver : il prendrait part à toute la période.`}
        value={name}
        onChange={(event) => tell({ name: event.currentTarget.value })}
        maxLength={200}
        maw="28rem"
      />
      {codes.length > 0 ? (
        <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }}>
          {codes.map(({ kind, code }) => {
            const id = `${kind}:${code}`;
            const unit = code === "budget" ? "€" : unitOf(kind, code);
            return (
              <NumberInput
                key={id}
                label={nameOf(kind, code)}
                min={0}
                max={10 ** 12}
                decimalScale={decimalsTyped(kind, code)}
                decimalSeparator=","
                thousandSeparator={"\u202f"}
                suffix={unit ? `\u00a0${unit}` : ""}
                hideControls
                value={figures[id] ?? ""}
                onChange={(value) => tell({ figures: { ...figures, [id]: value } })}
              />
            );
          })}
        </SimpleGrid>
      ) : null}
      {priced.length > 0 ? (
        <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }}>
          {priced.map(({ id, name: line, basis }) =>
            basis === "tiers" ? (
              <NumberInput
                key={id}
                label={t`« ${line} » : quantité`}
                min={0}
                max={10 ** 9}
                decimalScale={0}
                hideControls
                value={needs[id] ?? ""}
                onChange={(value) => tell({ needs: { ...needs, [id]: value } })}
              />
            ) : (
              <AmountField
                key={id}
                label={t`« ${line} » : prix seul`}
                min={0}
                value={needs[id] ?? ""}
                onChange={(value) => tell({ needs: { ...needs, [id]: value } })}
              />
            ),
          )}
        </SimpleGrid>
      ) : null}
      <Text size="sm" c="dimmed">
        <Trans>
          Ce qui reste vide n’est pas compté : si une règle en a besoin, la réponse dit quel chiffre manque.
        </Trans>
      </Text>
    </Stack>
  );
}

function joining(
  { name, figures, needs }: { name: string; figures: Typed; needs: Typed },
  codes: ReturnType<typeof codesOf>,
  priced: Run["lines"],
): NonNullable<Question["joins"]> {
  return {
    name: name.trim(),
    figures: codes.flatMap(({ kind, code }) => {
      const value = integerOf(figures[`${kind}:${code}`] ?? "", decimalsTyped(kind, code));
      return value === null ? [] : [{ kind, code, value }];
    }),
    needs: priced.flatMap(({ id, basis }) => {
      const value = integerOf(needs[id] ?? "", basis === "tiers" ? 0 : 2);
      if (value === null) return [];
      return [basis === "tiers" ? { line_id: id, quantity: value } : { line_id: id, alone_cents: value }];
    }),
  };
}
