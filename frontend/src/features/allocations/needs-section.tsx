import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Accordion, Button, CopyButton, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { request } from "@/api/client";
import { useMe } from "@/app/session";
import classes from "@/features/allocations/lines.module.css";
import type { WorkshopProps } from "@/features/allocations/lines-table";
import type { Named } from "@/features/allocations/needs-paste";
import { ValuesDialog } from "@/features/allocations/needs-values";
import { WithdrawNeed } from "@/features/allocations/needs-withdraw";
import type { CostLine, Run } from "@/features/allocations/words";
import { type Column, DataList } from "@/ui/data-list";
import { Section } from "@/ui/page";
import { StatusBadge } from "@/ui/status-badge";
import { DateText, Money, Quantity } from "@/ui/values";

type Need = CostLine["needs"][number];

export const asksNeeds = ({ basis }: Pick<CostLine, "basis">) =>
  basis === "alone" || basis === "levels" || basis === "tiers";

export const asksQuantity = ({ basis }: Pick<CostLine, "basis">) => basis === "tiers";

type NeedsProps = WorkshopProps & {
  /** The line that the address asks about. */
  asked: string | undefined;
};

/** What each organisation would pay alone, or needs: who has stated it, from what source. */
export function NeedsSection(props: NeedsProps) {
  const { t } = useLingui();
  const { run, asked } = props;
  const lines = run.lines.filter(asksNeeds);
  if (lines.length === 0) return null;
  const missing = (line: CostLine) => rowsOf(props, line).some(({ need }) => need === null);
  const opened =
    asked ??
    (run.state === "draft" ? lines.find(missing)?.id : undefined) ??
    (lines.length === 1 ? lines[0]?.id : "");
  return (
    <Section title={t`Prix seuls et quantités`}>
      <Text c="dimmed" mb="sm" maw="42rem">
        <Trans>
          Chaque organisation dit ce qu’elle paierait sans les autres, ou ce qu’il lui faut. C’est ce qui
          mesure ce que chacune économise.
        </Trans>
      </Text>
      <Accordion
        variant="separated"
        classNames={{ item: classes.item ?? "" }}
        defaultValue={opened ?? null}
        order={3}
      >
        {lines.map((line) => (
          <LineNeeds key={line.id} {...props} line={line} />
        ))}
      </Accordion>
    </Section>
  );
}

type Row = Named & { need: Need | null; mine: boolean };

/** Who shares the costs, with what it stated; who reads its own line only has its own row. */
function rowsOf({ run, sharers }: Pick<NeedsProps, "run" | "sharers">, line: CostLine): Row[] {
  const stated = new Map(line.needs.map((need) => [need.organisation_id, need]));
  const known = sharers
    .filter(({ mine }) => run.reads_every_line || mine)
    .map((one): Row => ({ ...one, need: stated.get(one.id) ?? null }));
  const others = line.needs
    .filter(({ organisation_id: id }) => !known.some((row) => row.id === id))
    .map((need): Row => ({ id: need.organisation_id, name: need.organisation_name, need, mine: false }));
  return [...known.toSorted((one, other) => Number(other.mine) - Number(one.mine)), ...others];
}

type Stating = { organisations: Named[] } | { withdrawing: Row } | null;

function LineNeeds(props: NeedsProps & { line: CostLine }) {
  const { run, line, prepares, asked } = props;
  const rows = rowsOf(props, line);
  const stated = rows.filter(({ need }) => need !== null).length;
  const total = rows.length;
  const mine = rows.find((row) => row.mine);
  const declares = run.actions.includes("declare");
  const [stating, setStating] = useState<Stating>(
    asked === line.id && declares && mine ? { organisations: [mine] } : null,
  );
  const close = () => setStating(null);
  return (
    <Accordion.Item value={line.id}>
      <Accordion.Control>
        <Group justify="space-between" gap="xs" pr="md">
          <Text fw={600}>{line.name}</Text>
          <StatusBadge tone={stated === total ? "positive" : run.state === "draft" ? "attention" : "neutral"}>
            <Trans>
              {stated} sur <Plural value={total} one="# organisation" other="# organisations" />
            </Trans>
          </StatusBadge>
        </Group>
      </Accordion.Control>
      <Accordion.Panel>
        <Stack gap="md">
          <Text size="sm" c="dimmed">
            <WhatIsAsked line={line} />
          </Text>
          {prepares ? <Asking line={line} run={run} all={() => setStating({ organisations: rows })} /> : null}
          <NeedList
            rows={rows}
            line={line}
            may={(row) => prepares || (declares && row.mine)}
            state={(row) => setStating({ organisations: [row] })}
            withdraw={(row) => setStating({ withdrawing: row })}
          />
        </Stack>
        {stating && "organisations" in stating ? (
          <StateNeeds run={run} line={line} organisations={stating.organisations} onClose={close} />
        ) : null}
        {stating && "withdrawing" in stating ? (
          <WithdrawNeed run={run} line={line} organisation={stating.withdrawing} onClose={close} />
        ) : null}
      </Accordion.Panel>
    </Accordion.Item>
  );
}

function WhatIsAsked({ line }: { line: CostLine }) {
  if (line.basis === "tiers") {
    return <Trans>La quantité qu’il faut à chacune sur toute la période, dans l’unité du tarif.</Trans>;
  }
  if (line.basis === "levels") {
    return (
      <Trans>
        Le prix, sur toute la période, de l’équipement qui suffirait à chacune. Le montant partagé est le plus
        élevé.
      </Trans>
    );
  }
  return <Trans>Ce que chacune paierait seule pour le même service, sur toute la période.</Trans>;
}

/** How the lead gathers what is asked: by itself, or from each party at an address. */
function Asking({ line, run, all }: { line: CostLine; run: Run; all: () => void }) {
  const asks = asksQuantity(line) ? "quantity" : "price";
  const address = `${window.location.origin}/allocations/${run.id}/lines?line=${line.id}&asks=${asks}`;
  return (
    <Stack gap={4}>
      <Group gap="sm">
        <Button variant="default" onClick={all}>
          <Trans>Saisir ou coller un tableau…</Trans>
        </Button>
        <CopyButton value={address}>
          {({ copied, copy }) => (
            <Button variant="subtle" onClick={copy}>
              {copied ? <Trans>Adresse copiée</Trans> : <Trans>Copier l’adresse à envoyer</Trans>}
            </Button>
          )}
        </CopyButton>
      </Group>
      <Text size="sm" c="dimmed">
        <Trans>Envoyez cette adresse aux organisations : chacune y déclare pour elle-même.</Trans>
      </Text>
    </Stack>
  );
}

type NeedListProps = {
  rows: Row[];
  line: CostLine;
  may: (row: Row) => boolean;
  state: (row: Row) => void;
  withdraw: (row: Row) => void;
};

function NeedList({ rows, line, may, state, withdraw }: NeedListProps) {
  const { t } = useLingui();
  const quantity = asksQuantity(line);
  const columns: Column<Row>[] = [
    {
      key: "name",
      header: t`Organisation`,
      phone: "title",
      cell: ({ name, mine }) =>
        mine ? (
          <Text fw={600} span>
            <Trans>{name} (vous)</Trans>
          </Text>
        ) : (
          name
        ),
    },
    {
      key: "value",
      header: quantity ? t`Quantité` : t`Prix seul`,
      align: "right",
      cell: ({ need }) => <NeedValue need={need} />,
    },
    {
      key: "source",
      header: t`Source`,
      cell: ({ need }) =>
        need ? (
          <div>
            {need.source}
            <Text size="sm" c="dimmed">
              <DateText value={need.dated_on} />
              {need.stated_by === need.organisation_id ? null : (
                <>
                  {", "}
                  <Trans>déclaré par le chef de file</Trans>
                </>
              )}
            </Text>
          </div>
        ) : (
          <Text size="sm" c="dimmed" span>
            <Trans>À déclarer</Trans>
          </Text>
        ),
    },
  ];
  const offered = rows.some(may);
  const labels = { state: t`Déclarer`, change: t`Modifier`, withdraw: t`Retirer` };
  return (
    <DataList
      label={line.name}
      items={rows}
      columns={columns}
      rowKey={({ id }) => id}
      {...(offered
        ? {
            actions: (row: Row) =>
              may(row) ? (
                <Group gap="xs" justify="flex-end" wrap="nowrap">
                  <Button
                    variant={row.need ? "default" : "light"}
                    size="compact-md"
                    aria-label={`${row.need ? labels.change : labels.state} ${row.name}`}
                    onClick={() => state(row)}
                  >
                    {row.need ? labels.change : labels.state}
                  </Button>
                  {row.need ? (
                    <Button
                      variant="subtle"
                      color="red"
                      size="compact-md"
                      aria-label={`${labels.withdraw} ${row.name}`}
                      onClick={() => withdraw(row)}
                    >
                      {labels.withdraw}
                    </Button>
                  ) : null}
                </Group>
              ) : null,
          }
        : {})}
    />
  );
}

function NeedValue({ need }: { need: Need | null }) {
  if (need === null) {
    return (
      <StatusBadge tone="attention">
        <Trans>Manque</Trans>
      </StatusBadge>
    );
  }
  if (need.alone_cents !== null) return <Money cents={need.alone_cents} />;
  return <Quantity value={need.quantity ?? 0} />;
}

type StateNeedsProps = {
  run: Pick<Run, "id">;
  line: CostLine;
  organisations: Named[];
  onClose: () => void;
  onSaved?: () => void;
};

/** States the price alone or the quantity of one organisation, or of several at once. */
export function StateNeeds({ run, line, organisations, onClose, onSaved }: StateNeedsProps) {
  const { t } = useLingui();
  const me = useMe().acting_for?.organisation_id;
  const quantity = asksQuantity(line);
  const { name } = line;
  const only = organisations.length === 1 ? organisations[0] : undefined;
  const known = new Map(
    line.needs.flatMap((need) => {
      const value = need.alone_cents ?? need.quantity;
      return value === null ? [] : [[need.organisation_id, value] as const];
    }),
  );
  return (
    <ValuesDialog
      title={quantity ? t`Quantité pour « ${name} »` : t`Prix seul pour « ${name} »`}
      organisations={organisations}
      known={known}
      money={!quantity}
      decimals={quantity ? 0 : 2}
      onClose={onClose}
      onSaved={onSaved}
      save={({ organisation_id, value, source, day }) =>
        request("put", "/v1/allocations/{allocation_id}/lines/{line_id}/needs/{organisation_id}", {
          path: { allocation_id: run.id, line_id: line.id, organisation_id },
          body: {
            alone_cents: quantity ? null : value,
            quantity: quantity ? value : null,
            source,
            dated_on: day,
          },
        })
      }
    >
      <Text>
        <WhatIsAsked line={line} />{" "}
        {only && only.id !== me ? (
          <Trans>Vous déclarez pour une autre organisation : ce sera écrit à côté du chiffre.</Trans>
        ) : null}
      </Text>
    </ValuesDialog>
  );
}
