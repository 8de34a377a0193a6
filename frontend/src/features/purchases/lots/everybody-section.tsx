import { Trans, useLingui } from "@lingui/react/macro";
import { MultiSelect, Paper, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useApiQuery } from "@/api/hooks";
import { BeforeAfter } from "@/features/purchases/lots/totals";
import { TurnedNegative } from "@/features/purchases/lots/turned";
import type { SimulatedMember, Simulation } from "@/features/purchases/lots/words";
import { Gain, MoneyOrNot, Volume } from "@/features/purchases/values";
import type { Lot, Round } from "@/features/purchases/words";
import { type Column, DataList } from "@/ui/data-list";
import { Section } from "@/ui/page";
import { Loaded } from "@/ui/states";
import { StatusBadge } from "@/ui/status-badge";
import { Money } from "@/ui/values";

type EverybodyProps = { round: Round; lot: Lot; simulation: Simulation; mine: string | undefined };

/** Every organisation's gain or loss, and what happens if some leave; where all may be read. */
export function EverybodySection({ round, lot, simulation, mine }: EverybodyProps) {
  const { t } = useLingui();
  const [without, setWithout] = useState<string[]>([]);
  const staying = simulation.members.filter(({ state }) => state === "stays");
  return (
    <Section title={t`Ce que chacun y gagne`}>
      <Stack gap="md">
        {lot.state === "open" && staying.length > 1 ? (
          <MultiSelect
            label={t`Et si certaines partaient ?`}
            description={t`Choisissez-les : tout est recalculé, rien n’est enregistré.`}
            placeholder={without.length === 0 ? t`Choisir des organisations` : ""}
            data={staying.map(({ organisation_id: value, organisation_name: label }) => ({ value, label }))}
            value={without}
            onChange={setWithout}
            clearable
            searchable
            maw="44rem"
          />
        ) : null}
        {without.length === 0 ? (
          <Figures before={simulation} mine={mine} />
        ) : (
          <Supposed round={round} lot={lot} simulation={simulation} without={without} mine={mine} />
        )}
      </Stack>
    </Section>
  );
}

function Supposed({ round, lot, simulation, without, mine }: EverybodyProps & { without: string[] }) {
  const supposed = useApiQuery("/v1/purchases/{round_id}/lots/{lot_id}/simulation", {
    path: { round_id: round.id, lot_id: lot.id },
    query: { quote_id: simulation.quote_id, without },
  });
  return (
    <Loaded query={supposed} lines={8}>
      {(after) => <Figures before={simulation} after={after} mine={mine} />}
    </Loaded>
  );
}

type FiguresProps = { before: Simulation; after?: Simulation; mine: string | undefined };

function Figures({ before, after, mine }: FiguresProps) {
  const { t } = useLingui();
  const shown = after ?? before;
  return (
    <>
      <Paper p={{ base: "md", xs: "lg" }}>
        <BeforeAfter before={before} after={after} label={t`Le lot en chiffres`} then={t`Alors`} />
        <MissingReferences simulation={shown} />
      </Paper>
      <TurnedNegative turned={shown.turns_negative} />
      <Members simulation={shown} mine={mine} />
    </>
  );
}

function MissingReferences({ simulation }: { simulation: Simulation }) {
  const { missing_references: missing, totals } = simulation;
  if (missing.length === 0) return null;
  return (
    <Text size="sm" c="dimmed" mt="sm">
      <Trans>Payés, mais dans aucune économie, faute de prix payé aujourd’hui : {missing.join(", ")}.</Trans>{" "}
      {totals.avoided_cents ? (
        <Trans>
          Les acheter ensemble plutôt que chacun de son côté évite <Money cents={totals.avoided_cents} />.
        </Trans>
      ) : null}
    </Text>
  );
}

function Members({ simulation, mine }: { simulation: Simulation; mine: string | undefined }) {
  const { t } = useLingui();
  const only = simulation.items.length === 1 ? simulation.items[0] : undefined;
  const rebate = simulation.members.some(({ rebate_cents: cents }) => cents);
  const columns: Column<SimulatedMember>[] = [
    {
      key: "name",
      header: t`Organisation`,
      phone: "title",
      cell: (member) => <Name member={member} mine={mine} />,
    },
  ];
  if (only) {
    columns.push({
      key: "volume",
      header: t`Quantité`,
      align: "right",
      cell: ({ lines }) => <Volume value={lines[0]?.volume ?? 0} />,
    });
  }
  columns.push(
    {
      key: "today",
      header: t`Aujourd’hui`,
      align: "right",
      cell: ({ reference_cents: cents }) => (cents === 0 ? "–" : <Money cents={cents} />),
    },
    {
      key: "alone",
      header: t`Seul sur cette offre`,
      align: "right",
      cell: ({ alone_cents: cents, alone_possible: possible }) =>
        possible ? <Money cents={cents} /> : <Trans>impossible</Trans>,
    },
    {
      key: "here",
      header: t`Ensemble`,
      align: "right",
      cell: ({ cents }) => (cents === null ? "–" : <MoneyOrNot cents={cents} />),
    },
    {
      key: "gain",
      header: t`Économie`,
      align: "right",
      cell: ({ cents, reference_cents: today, gain_cents: gain }) =>
        cents === null || today === 0 ? "–" : <Gain cents={gain} />,
    },
  );
  if (rebate) {
    columns.push({
      key: "net",
      header: t`Avec la remise`,
      align: "right",
      cell: ({ cents, net_gain_cents: net }) => (cents === null ? "–" : <Gain cents={net} />),
    });
  }
  return (
    <DataList
      label={t`Ce que chacun y gagne`}
      items={simulation.members}
      columns={columns}
      rowKey={({ organisation_id: id }) => id}
    />
  );
}

function Name({ member, mine }: { member: SimulatedMember; mine: string | undefined }) {
  return (
    <Stack gap={4} align="flex-start">
      <span>{member.organisation_name}</span>
      {member.organisation_id === mine ? (
        <StatusBadge tone="shared">
          <Trans>Vous</Trans>
        </StatusBadge>
      ) : null}
      {member.state === "left" ? (
        <StatusBadge tone="neutral">
          <Trans>A quitté le lot</Trans>
        </StatusBadge>
      ) : member.state === "would_leave" ? (
        <StatusBadge tone="attention">
          <Trans>Partirait</Trans>
        </StatusBadge>
      ) : null}
    </Stack>
  );
}
