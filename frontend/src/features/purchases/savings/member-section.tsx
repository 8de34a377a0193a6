import { Trans, useLingui } from "@lingui/react/macro";
import { Paper, Select, Stack, Text, Title } from "@mantine/core";
import { PriceSource } from "@/features/purchases/needs/stated-needs";
import { type ComparedRow, ComparedTable } from "@/features/purchases/savings/compared-table";
import { SavingsHeadline } from "@/features/purchases/savings/headline";
import classes from "@/features/purchases/savings/savings.module.css";
import type { MemberSavings, SavingsLine } from "@/features/purchases/savings/words";
import { Gain, Rate, UnitPrice, Volume } from "@/features/purchases/values";
import { Amount } from "@/ui/amount";
import { Section } from "@/ui/page";
import { Money } from "@/ui/values";

type MemberSectionProps = {
  roundId: string;
  members: MemberSavings[];
  chosen: MemberSavings;
  onChoose: (id: string) => void;
  /** Evidence of the others is the coordinator’s to read. */
  hidesEvidence: boolean;
};

const none = "–";

/** One organisation: its figure, then where it comes from, item by item. */
export function MemberSection({ roundId, members, chosen, onChoose, hidesEvidence }: MemberSectionProps) {
  const { t } = useLingui();
  const name = chosen.organisation_name;
  return (
    <Section
      title={name}
      actions={
        members.length > 1 ? (
          <Select
            className={`${classes.notPrinted} ${classes.chosen}`}
            aria-label={t`Organisation montrée`}
            data={members.map(({ organisation_id: value, organisation_name: label }) => ({ value, label }))}
            value={chosen.organisation_id}
            onChange={(id) => id && onChoose(id)}
            allowDeselect={false}
            searchable
            comboboxProps={{ width: "max-content", position: "bottom-end" }}
          />
        ) : null
      }
    >
      <SavingsHeadline member={chosen} />
      <Stack gap="lg">
        <Totals member={chosen} />
        <div className={classes.items}>
          {chosen.lines.map((line) => (
            <Item key={line.item_id} roundId={roundId} line={line} hidesEvidence={hidesEvidence} />
          ))}
        </div>
      </Stack>
    </Section>
  );
}

/** The items together, the rebate, twelve months and calendar years. */
function Totals({ member: { forecast, actual, organisation_name: name } }: { member: MemberSavings }) {
  const { t } = useLingui();
  const money = (cents: number | undefined) => (cents === undefined ? none : <Money cents={cents} />);
  const gain = (cents: number | undefined) => (cents === undefined ? none : <Gain cents={cents} />);
  const years = [...new Set([...(forecast?.years ?? []), ...(actual?.years ?? [])].map(({ year }) => year))];
  const partOf = (sum: typeof forecast, year: number) => sum?.years.find((one) => one.year === year)?.cents;
  const isPartly = (sum: typeof forecast) => sum !== null && sum.compared_cents < sum.spend_cents;
  const hasAvoided = [forecast, actual].some((sum) => sum !== null && sum.avoided_cents !== 0);
  const rows: ComparedRow[] = [
    {
      key: "spend",
      label: t`Dépense hors taxes`,
      forecast: money(forecast?.spend_cents),
      actual: money(actual?.spend_cents),
    },
    ...(isPartly(forecast) || isPartly(actual)
      ? [
          {
            key: "compared",
            label: t`Dont comparée`,
            hint: t`les articles qui ont un prix d’avant`,
            forecast: money(forecast?.compared_cents),
            actual: money(actual?.compared_cents),
          },
        ]
      : []),
    {
      key: "reference",
      label: t`Aux prix d’avant`,
      forecast: money(forecast?.reference_cents),
      actual: money(actual?.reference_cents),
    },
    {
      key: "gain",
      label: t`Gain sur les prix`,
      forecast: <WithRate cents={forecast?.gain_cents} bp={forecast?.gain_bp} />,
      actual: <WithRate cents={actual?.gain_cents} bp={actual?.gain_bp} />,
    },
    {
      key: "rebate",
      label: t`Remises de fin d’année`,
      hint: t`comptées une fois reçues`,
      forecast: none,
      actual: gain(actual?.rebate_cents),
    },
    {
      key: "net",
      label: t`Économie nette`,
      forecast: gain(forecast?.net_gain_cents),
      actual: gain(actual?.net_gain_cents),
      strong: true,
    },
    {
      key: "twelve",
      label: t`Sur douze mois`,
      forecast: gain(forecast?.twelve_months_cents),
      actual: gain(actual?.twelve_months_cents),
    },
    ...(years.length > 1
      ? years.map((year) => ({
          key: `${year}`,
          label: t`Part de ${year}`,
          forecast: gain(partOf(forecast, year)),
          actual: gain(partOf(actual, year)),
        }))
      : []),
    ...(hasAvoided
      ? [
          {
            key: "avoided",
            label: t`Coût évité, à part`,
            hint: t`articles sans prix d’avant, face au même achat fait seul`,
            forecast: gain(forecast?.avoided_cents),
            actual: gain(actual?.avoided_cents),
          },
        ]
      : []),
  ];
  return (
    <Paper p="md">
      <ComparedTable label={t`Total de ${name}`} rows={rows} />
    </Paper>
  );
}

function WithRate({ cents, bp }: { cents: number | null | undefined; bp: number | null | undefined }) {
  if (cents === undefined || cents === null) return none;
  return (
    <>
      <Gain cents={cents} />
      {bp === null || bp === undefined ? null : (
        <span className={classes.hint}>
          <Rate bp={bp} signed />
        </span>
      )}
    </>
  );
}

type ItemProps = { roundId: string; line: SavingsLine; hidesEvidence: boolean };

/** Where the figure of one item comes from: the price before and its source, the price, the volumes. */
function Item({ roundId, line, hidesEvidence }: ItemProps) {
  const { t } = useLingui();
  const { item_name: item, lot_name: lot, unit, reference_price: before, forecast, actual } = line;
  const money = (cents: number | null | undefined) =>
    cents === undefined || cents === null ? none : <Money cents={cents} />;
  const gain = (cents: number | null | undefined) =>
    cents === undefined || cents === null ? none : <Gain cents={cents} />;
  const rows: ComparedRow[] = [
    {
      key: "volume",
      label: t`Volume`,
      hint: t`engagé, puis commandé`,
      forecast: forecast ? <Volume value={forecast.volume} /> : none,
      actual: actual ? <Volume value={actual.volume} /> : none,
    },
    ...(before === null
      ? []
      : [
          {
            key: "reference",
            label: t`Au prix d’avant`,
            forecast: money(forecast?.reference_cents),
            actual: money(actual?.reference_cents),
          },
        ]),
    {
      key: "invoiced",
      label: t`Au prix obtenu`,
      forecast: money(forecast?.cents),
      actual: money(actual?.invoiced_cents),
    },
    ...(actual && actual.adjustment_cents !== 0
      ? [
          {
            key: "adjustment",
            label: t`Régularisation`,
            hint:
              actual.adjustment_cents > 0 ? t`palier manqué : à payer en plus` : t`palier dépassé : rendu`,
            forecast: none,
            actual: <Amount value={actual.adjustment_cents} unit="EUR/2" signed />,
          },
          {
            key: "cost",
            label: t`Coût en tout`,
            forecast: money(forecast?.cents),
            actual: money(actual.cents),
          },
        ]
      : []),
    ...(before === null
      ? [
          {
            key: "avoided",
            label: t`Coût évité`,
            hint: t`face au même achat fait seul`,
            forecast: gain(forecast?.avoided_cents),
            actual: gain(actual?.avoided_cents),
          },
        ]
      : [
          {
            key: "gain",
            label: t`Effet du prix`,
            hint: t`le gain`,
            forecast: <WithRate cents={forecast?.gain_cents} bp={forecast?.gain_bp} />,
            actual: <WithRate cents={actual?.gain_cents} bp={actual?.gain_bp} />,
            strong: true,
          },
          {
            key: "volume_effect",
            label: t`Effet du volume`,
            hint: t`engagé et non commandé`,
            forecast: none,
            actual: gain(actual?.volume_effect_cents),
          },
          {
            key: "budget",
            label: t`Effet sur le budget`,
            hint: t`les deux ensemble`,
            forecast: none,
            actual: gain(actual?.budget_effect_cents),
          },
        ]),
  ];
  return (
    <Paper p="md" component="section" className={classes.item ?? ""}>
      <Title order={3}>{item}</Title>
      <Text size="sm" c="dimmed" mb="xs">
        {lot} · {unit}
      </Text>
      {before === null ? (
        <Text size="sm" mb="sm">
          <Trans>Sans prix d’avant : il compte dans la dépense, pas dans le gain.</Trans>
        </Text>
      ) : (
        <Text size="sm" mb="sm" component="div">
          <Trans>
            Prix d’avant : <UnitPrice value={before} /> hors taxes.
          </Trans>{" "}
          <PriceSource roundId={roundId} line={line} hidesEvidence={hidesEvidence} />
        </Text>
      )}
      <ComparedTable label={t`${item} : prévu et réel`} rows={rows} />
    </Paper>
  );
}
