import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, SimpleGrid, Stack } from "@mantine/core";
import { useState } from "react";
import type { FieldsProps } from "@/features/allocations/what-if-form";
import { integerOf, raised } from "@/features/allocations/what-if-values";
import type { Run } from "@/features/allocations/words";
import { AmountField } from "@/ui/amount-field";

type Typed = Record<string, number | string>;

const euros = (lines: Run["lines"], percent = 0): Typed =>
  Object.fromEntries(
    lines.map(({ id, amount_cents: cents }) => [id, cents === null ? "" : raised(cents, percent) / 100]),
  );

/** Another amount for some lines, all at once in one table. */
export function AmountsFields({ run, onChange }: FieldsProps) {
  const { t } = useLingui();
  const [typed, setTyped] = useState<Typed>(() => euros(run.lines));
  const tell = (next: Typed) => {
    setTyped(next);
    const amounts = run.lines.flatMap(({ id, amount_cents: now }) => {
      const cents = integerOf(next[id] ?? "", 2);
      return cents === null || cents === now ? [] : [{ line_id: id, cents }];
    });
    onChange(amounts.length > 0 ? { amounts } : null);
  };
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }}>
        {run.lines.map(({ id, name }) => (
          <AmountField
            key={id}
            label={name}
            min={-10_000_000_000}
            value={typed[id] ?? ""}
            onChange={(value) => tell({ ...typed, [id]: value })}
          />
        ))}
      </SimpleGrid>
      <Group gap="xs">
        <Button variant="default" onClick={() => tell(euros(run.lines, 10))}>
          <Trans>Tout augmente de 10 %</Trans>
        </Button>
        <Button variant="default" onClick={() => tell(euros(run.lines, -10))}>
          <Trans>Tout baisse de 10 %</Trans>
        </Button>
        <Button variant="subtle" onClick={() => tell(euros(run.lines))}>
          {t`Reprendre les montants du partage`}
        </Button>
      </Group>
    </Stack>
  );
}
