import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor } from "@mantine/core";
import { type Bar, barOf, byGain, type Scale, scaleOf, zeroOf } from "@/features/purchases/savings/figures";
import classes from "@/features/purchases/savings/savings.module.css";
import type { MemberSavings } from "@/features/purchases/savings/words";
import { Gain } from "@/features/purchases/values";
import { type Column, DataList } from "@/ui/data-list";
import { Section } from "@/ui/page";

type MembersSectionProps = { members: MemberSavings[]; onChoose: (id: string) => void };

/** Everybody on one scale, who loses included; a picture, and the same figures written. */
export function MembersSection({ members, onChoose }: MembersSectionProps) {
  const { t } = useLingui();
  const scale = scaleOf(members);
  const isMeasured = members.some(({ actual }) => actual !== null);
  const columns: Column<MemberSavings>[] = [
    {
      key: "name",
      header: t`Organisation`,
      phone: "title",
      cell: ({ organisation_id: id, organisation_name: name }) => (
        <Anchor
          component="button"
          type="button"
          className={classes.name ?? ""}
          aria-label={t`Le détail de ${name}`}
          onClick={() => onChoose(id)}
        >
          {name}
        </Anchor>
      ),
    },
    {
      key: "bars",
      header: t`Sur une même échelle`,
      phone: "hidden",
      cell: (member) => <Bars member={member} scale={scale} />,
    },
    {
      key: "forecast",
      header: t`Gain prévu`,
      align: "right",
      cell: ({ forecast }) => (forecast ? <Gain cents={forecast.gain_cents} /> : "–"),
    },
    ...(isMeasured
      ? [
          column("gain", t`Gain réel`, ({ actual }) => (actual ? <Gain cents={actual.gain_cents} /> : "–")),
          column("rebate", t`Remise`, ({ actual }) => (actual ? <Gain cents={actual.rebate_cents} /> : "–")),
          column("net", t`Économie nette`, ({ actual }) =>
            actual ? <Gain cents={actual.net_gain_cents} strong /> : "–",
          ),
        ]
      : []),
  ];
  return (
    <Section title={t`Chaque organisation`}>
      <Legend isMeasured={isMeasured} hasLoss={scale.low < 0} />
      <DataList
        label={t`Économies de chaque organisation`}
        items={byGain(members)}
        columns={columns}
        rowKey={({ organisation_id: id }) => id}
      />
    </Section>
  );
}

const column = (key: string, header: string, cell: Column<MemberSavings>["cell"]): Column<MemberSavings> => ({
  key,
  header,
  align: "right",
  cell,
});

function Legend({ isMeasured, hasLoss }: { isMeasured: boolean; hasLoss: boolean }) {
  return (
    <ul className={classes.legend}>
      <li>
        <span className={classes.swatch} data-piece="forecast" aria-hidden="true" />
        <Trans>Prévu</Trans>
      </li>
      {isMeasured ? (
        <li>
          <span className={classes.swatch} data-piece="actual" aria-hidden="true" />
          <Trans>Réel, remise comprise</Trans>
        </li>
      ) : null}
      {hasLoss ? (
        <li>
          <span className={classes.swatch} data-piece="loss" aria-hidden="true" />
          <Trans>Perte, à gauche du trait</Trans>
        </li>
      ) : null}
    </ul>
  );
}

/** To be looked at: the same figures are written beside it. */
function Bars({ member: { forecast, actual }, scale }: { member: MemberSavings; scale: Scale }) {
  const zero = zeroOf(scale);
  return (
    <svg
      className={classes.bars}
      viewBox="0 0 100 20"
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      {forecast ? <Shape bar={barOf(forecast.gain_cents, scale)} y={1} kind={classes.forecast} /> : null}
      {actual ? <Shape bar={barOf(actual.net_gain_cents, scale)} y={11} kind={classes.actual} /> : null}
      <line className={classes.zero} x1={zero} x2={zero} y1={0} y2={20} />
    </svg>
  );
}

function Shape({ bar, y, kind }: { bar: Bar; y: number; kind: string | undefined }) {
  return (
    <rect
      className={(bar.isLoss ? classes.loss : kind) ?? ""}
      x={bar.from}
      width={bar.width}
      y={y}
      height={8}
    />
  );
}
