import { Trans, useLingui } from "@lingui/react/macro";
import { Button, NumberInput, Select, SimpleGrid, Stack, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useFigureAmount, useFigureName, useUnitName } from "@/features/allocations/figures-words";
import type { FieldsProps } from "@/features/allocations/what-if-form";
import { integerOf, type Question } from "@/features/allocations/what-if-values";
import type { Figure, Run } from "@/features/allocations/words";
import { codeOf, decimalsOf } from "@/ui/units";

type Row = { id: number; organisation: string | null; figure: string | null; typed: number | string };

const idOf = ({ kind, code }: Pick<Figure, "kind" | "code">) => `${kind}:${code}`;
const fresh = (id: number): Row => ({ id, organisation: null, figure: null, typed: "" });

/** Other figures for some organisations, all at once in one table. */
export function FiguresFields({ run, members, onChange }: FieldsProps) {
  const { t } = useLingui();
  const nameOf = useFigureName();
  const [rows, setRows] = useState<Row[]>([fresh(0)]);
  const figures = [...new Map(run.bases.map((basis) => [idOf(basis), basis])).values()];
  const tell = (next: Row[]) => {
    setRows(next);
    onChange(changed(run, next));
  };
  if (figures.length === 0) {
    return (
      <Text c="dimmed">
        <Trans>Ce partage ne se fait selon aucun chiffre : il n’y en a pas à changer.</Trans>
      </Text>
    );
  }
  return (
    <Stack gap="md">
      {rows.map((row) => (
        <FigureRow
          key={row.id}
          row={row}
          run={run}
          organisations={members.map(({ organisation_id, organisation_name }) => ({
            value: organisation_id,
            label: organisation_name,
          }))}
          figures={figures.map((one) => ({ value: idOf(one), label: nameOf(one.kind, one.code) }))}
          onChange={(next) => tell(rows.map((one) => (one.id === row.id ? next : one)))}
        />
      ))}
      <div>
        <Button
          variant="default"
          leftSection={<IconPlus size={18} aria-hidden="true" />}
          onClick={() => tell([...rows, fresh(rows.length)])}
          disabled={rows.length >= 10}
        >
          <Trans>Un autre chiffre</Trans>
        </Button>
      </div>
      <Text size="sm" c="dimmed">
        {t`Tous ces changements sont essayés ensemble, dans une seule colonne.`}
      </Text>
    </Stack>
  );
}

type Choice = { value: string; label: string };
type FigureRowProps = {
  row: Row;
  run: Run;
  organisations: Choice[];
  figures: Choice[];
  onChange: (row: Row) => void;
};

function FigureRow({ row, run, organisations, figures, onChange }: FigureRowProps) {
  const { t } = useLingui();
  const amount = useFigureAmount();
  const unitName = useUnitName();
  const now = currentOf(run, row);
  const like = now ?? run.bases.find((basis) => idOf(basis) === row.figure);
  const unit = !like ? "" : codeOf(like.unit) === "EUR" ? "€" : unitName(like.kind, like.code, like.unit);
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }}>
      <Select
        label={t`Organisation`}
        placeholder={t`Choisissez`}
        data={organisations}
        value={row.organisation}
        onChange={(organisation) => onChange({ ...row, organisation })}
        searchable
      />
      <Select
        label={t`Chiffre`}
        placeholder={t`Choisissez`}
        data={figures}
        value={row.figure}
        onChange={(figure) => onChange({ ...row, figure, typed: "" })}
      />
      <NumberInput
        label={t`Serait de`}
        description={now ? t`Aujourd’hui : ${amount(now)}` : null}
        inputWrapperOrder={["label", "input", "description", "error"]}
        min={0}
        max={10 ** 12}
        decimalScale={like ? decimalsOf(like.unit) : 2}
        decimalSeparator=","
        thousandSeparator={"\u202f"}
        suffix={unit ? `\u00a0${unit}` : ""}
        hideControls
        disabled={!row.figure || !row.organisation}
        value={row.typed}
        onChange={(typed) => onChange({ ...row, typed })}
      />
    </SimpleGrid>
  );
}

function currentOf(run: Run, { organisation, figure }: Row): Figure | undefined {
  return run.bases.find((basis) => basis.organisation_id === organisation && idOf(basis) === figure);
}

function changed(run: Run, rows: Row[]): Question | null {
  const figures = rows.flatMap((row) => {
    const like = run.bases.find((basis) => idOf(basis) === row.figure);
    const value = like ? integerOf(row.typed, decimalsOf(like.unit)) : null;
    if (!like || value === null || row.organisation === null) return [];
    return [{ organisation_id: row.organisation, kind: like.kind, code: like.code, value }];
  });
  return figures.length > 0 ? { figures } : null;
}
