import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Text } from "@mantine/core";
import { useState } from "react";
import { useFigureAmount, useFigureName } from "@/features/allocations/figures-words";
import type { Figure, Run } from "@/features/allocations/words";
import { type Column, DataList } from "@/ui/data-list";
import { Section } from "@/ui/page";
import { DateText } from "@/ui/values";

const few = 6;

/** The figures the shares rest on, each with its day and its source. One's own first. */
export function FiguresSection({ run, mine }: { run: Run; mine: string | undefined }) {
  const { t } = useLingui();
  const nameOf = useFigureName();
  const amount = useFigureAmount();
  const [whole, setWhole] = useState(false);
  if (run.bases.length === 0) return null;
  const own = run.bases.filter(({ organisation_id: id }) => id === mine);
  const others = run.bases.filter(({ organisation_id: id }) => id !== mine);
  const all = [...own, ...others];
  const shown = whole ? all : all.slice(0, Math.max(own.length, few));
  const columns: Column<Figure>[] = [
    {
      key: "organisation",
      header: t`Organisation`,
      phone: "title",
      cell: ({ organisation_name: name, kind, code }) => (
        <>
          {name}
          <Text span display="block" size="sm" c="dimmed" fw={400} hiddenFrom="sm">
            {nameOf(kind, code)}
          </Text>
        </>
      ),
    },
    { key: "figure", header: t`Chiffre`, phone: "hidden", cell: ({ kind, code }) => nameOf(kind, code) },
    {
      key: "value",
      header: t`Valeur`,
      align: "right",
      cell: (figure) => amount(figure),
    },
    { key: "day", header: t`Au`, cell: ({ valid_on: day }) => <DateText value={day} /> },
    {
      key: "source",
      header: t`Source`,
      cell: ({ source, by_hand: byHand }) => (
        <>
          {source}
          {byHand ? (
            <Text span display="block" size="sm" c="dimmed">
              <Trans>saisi par le chef de file</Trans>
            </Text>
          ) : null}
        </>
      ),
    },
  ];
  return (
    <Section title={t`Les chiffres qui ont servi`}>
      <DataList
        label={t`Chiffres de chaque organisation`}
        items={shown}
        columns={columns}
        rowKey={({ organisation_id: id, kind, code }) => `${id} ${kind} ${code}`}
      />
      {shown.length < all.length ? (
        <Button variant="default" mt="sm" onClick={() => setWhole(true)}>
          <Trans>Montrer les {all.length} chiffres</Trans>
        </Button>
      ) : null}
    </Section>
  );
}
