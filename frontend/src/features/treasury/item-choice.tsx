import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Checkbox, Group, Stack, Text } from "@mantine/core";
import { Elsewhere, StatementLink } from "@/features/treasury/links";
import type { Payable } from "@/features/treasury/payable";
import type { FileKind } from "@/features/treasury/words";
import { type Column, DataList } from "@/ui/data-list";
import { addDays, today } from "@/ui/paris-time";
import { DateText, Money } from "@/ui/values";

type ItemChoiceProps = {
  items: Payable[];
  chosen: ReadonlySet<string>;
  /** The file of one's own that an item waits in already. */
  filed: Map<string, { id: string; execution_on: string }>;
  kind: FileKind;
  onChange: (ids: ReadonlySet<string>) => void;
};

/** Ticks what the file asks for. */
export function ItemChoice({ items, chosen, filed, kind, onChange }: ItemChoiceProps) {
  const { t } = useLingui();
  const free = items.filter(({ id }) => !filed.has(id));
  const soon = addDays(today(), 30);
  const ids = (some: Payable[]) => new Set(some.map(({ id }) => id));
  const toggle = (id: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(id);
    else next.delete(id);
    onChange(next);
  };
  const columns: Column<Payable>[] = [
    {
      key: "what",
      header: kind === "transfers" ? t`Payer` : t`Prélever`,
      phone: "title",
      cell: (item) => (
        <Tick item={item} on={chosen.has(item.id)} filed={filed.has(item.id)} onToggle={toggle} />
      ),
    },
    {
      key: "why",
      header: t`Pour`,
      cell: (item) => (
        <>
          {item.kind === "statement" ? (
            <StatementLink id={item.id} reference={item.reference} />
          ) : (
            <Trans>Compensation n° {item.reference}</Trans>
          )}
          {item.title ? (
            <Text size="sm" c="dimmed">
              {item.title}
              {item.call && item.call.of > 1 ? (
                <>
                  {" "}
                  <Trans>
                    (appel {item.call.number} sur {item.call.of})
                  </Trans>
                </>
              ) : null}
            </Text>
          ) : null}
        </>
      ),
    },
    {
      key: "due",
      header: t`Échéance`,
      cell: ({ id, due_on: due }) => {
        const file = filed.get(id);
        return file ? (
          <Trans>
            déjà dans{" "}
            <Elsewhere to="." search={{ view: "files", file: file.id }}>
              le fichier du <DateText value={file.execution_on} style="short" />
            </Elsewhere>
          </Trans>
        ) : (
          <DateText value={due} />
        );
      },
    },
    { key: "cents", header: t`Montant`, align: "right", cell: ({ cents }) => <Money cents={cents} /> },
  ];
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <Button variant="default" size="sm" onClick={() => onChange(ids(free))}>
          <Trans>Tout cocher</Trans>
        </Button>
        <Button
          variant="default"
          size="sm"
          onClick={() => onChange(ids(free.filter(({ due_on }) => (due_on ?? "") <= soon)))}
        >
          <Trans>Dus d’ici 30 jours</Trans>
        </Button>
        <Button variant="default" size="sm" onClick={() => onChange(new Set())}>
          <Trans>Tout décocher</Trans>
        </Button>
      </Group>
      <DataList
        label={kind === "transfers" ? t`Ce qui peut être payé` : t`Ce qui peut être prélevé`}
        items={items}
        columns={columns}
        rowKey={({ id }) => id}
      />
    </Stack>
  );
}

type TickProps = {
  item: Payable;
  on: boolean;
  filed: boolean;
  onToggle: (id: string, on: boolean) => void;
};

function Tick({ item, on, filed, onToggle }: TickProps) {
  const { t } = useLingui();
  const { reference, organisation_name: name } = item;
  return (
    <Checkbox
      size="md"
      checked={on && !filed}
      disabled={filed}
      label={name}
      aria-label={t`${name}, ${reference}`}
      onChange={(event) => onToggle(item.id, event.currentTarget.checked)}
    />
  );
}
