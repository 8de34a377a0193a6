import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { accountingWords, type BalanceSide, type Commitment } from "@/features/partnerships/words";
import { type Column, DataList } from "@/ui/data-list";
import { DateText, Money } from "@/ui/values";

type CommitmentListProps = {
  letter: "A" | "B";
  side: BalanceSide;
  onChange: (line: Commitment) => void;
  onRemove: (line: Commitment) => void;
};

/** The promises of one side, each with how its value is found and where the value of a unit comes from. */
export function CommitmentList({ letter, side, onChange, onRemove }: CommitmentListProps) {
  const { t } = useLingui();
  const { label } = side;
  const columns: Column<Commitment>[] = [
    { key: "title", header: t`Engagement`, phone: "title", cell: (line) => <What line={line} /> },
    { key: "explanation", header: t`Calcul`, cell: (line) => <How line={line} /> },
    {
      key: "unit",
      header: t`Valeur d’une unité`,
      align: "right",
      cell: (line) => (
        <div>
          <Money cents={line.unit_value_cents} />
          <Text size="sm" c="dimmed" maw="14rem" ml="auto">
            {line.valuation_source}
          </Text>
        </div>
      ),
    },
    {
      key: "value",
      header: t`Valeur`,
      align: "right",
      cell: ({ value_cents }) => (
        <strong>
          <Money cents={value_cents} />
        </strong>
      ),
    },
  ];
  const actions = (line: Commitment) =>
    line.editable ? (
      <Group gap="xs" justify="flex-end" wrap="nowrap">
        <Button
          size="xs"
          variant="default"
          onClick={() => onChange(line)}
          aria-label={t`Modifier ${line.title}`}
        >
          <Trans>Modifier</Trans>
        </Button>
        <Button
          size="xs"
          variant="subtle"
          color="red"
          onClick={() => onRemove(line)}
          aria-label={t`Retirer ${line.title}`}
        >
          <Trans>Retirer</Trans>
        </Button>
      </Group>
    ) : null;
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Title order={3}>
          <Trans>
            Côté {letter} : ce que promet {label}
          </Trans>
        </Title>
        <strong>
          <Money cents={side.value_cents} />
        </strong>
      </Group>
      {side.lines.length === 0 ? (
        <Text c="dimmed">
          <Trans>Aucun engagement de ce côté pour l’instant.</Trans>
        </Text>
      ) : (
        <DataList
          label={t`Engagements du côté ${letter}`}
          items={side.lines}
          columns={columns}
          rowKey={({ id }) => id}
          {...(side.lines.some(({ editable }) => editable) ? { actions } : {})}
        />
      )}
    </Stack>
  );
}

function What({ line }: { line: Commitment }) {
  return (
    <div>
      <Text fw={600}>{line.title}</Text>
      <Text size="sm" c="dimmed" fw={400}>
        {line.promiser_name}
      </Text>
      {line.due_on ? (
        <Text size="sm" c="dimmed" fw={400}>
          <Trans>
            avant le <DateText value={line.due_on} />
          </Trans>
        </Text>
      ) : null}
    </div>
  );
}

function How({ line }: { line: Commitment }) {
  const { i18n } = useActiveLingui();
  return (
    <div>
      {line.explanation}
      {line.accounting_treatment !== "memo" ? (
        <Text size="sm" c="dimmed">
          {i18n._(accountingWords[line.accounting_treatment].name)}
        </Text>
      ) : null}
    </div>
  );
}
