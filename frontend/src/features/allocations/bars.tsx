import { Trans, useLingui } from "@lingui/react/macro";
import { Box, Text } from "@mantine/core";
import classes from "@/features/allocations/bars.module.css";
import { barOf, type Paid, type Scale, scaleOf } from "@/features/allocations/bars-geometry";
import { MemberLink } from "@/features/allocations/member-link";
import type { Share } from "@/features/allocations/words";
import { type Column, DataList } from "@/ui/data-list";
import { Money, Percent } from "@/ui/values";

/** One bar, to be looked at: the same figures are written beside it. */
export function PaidBar({ paid, scale, tall = false }: { paid: Paid; scale: Scale; tall?: boolean }) {
  const { zero, here, saved, extra } = barOf(paid, scale);
  return (
    <svg
      className={classes.bar}
      data-tall={tall || undefined}
      viewBox="0 0 100 10"
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      <rect className={classes.here} x={here.from} width={here.width} height={10} />
      {saved ? <rect className={classes.saved} x={saved.from} width={saved.width} height={10} /> : null}
      {extra ? <rect className={classes.extra} x={extra.from} width={extra.width} height={10} /> : null}
      {zero > 0 ? <line className={classes.zero} x1={zero} x2={zero} y1={0} y2={10} /> : null}
    </svg>
  );
}

type LegendProps = { saved: boolean; extra: boolean };

export function Legend({ saved, extra }: LegendProps) {
  return (
    <ul className={classes.legend}>
      <li>
        <span className={classes.swatch} data-piece="here" aria-hidden="true" />
        <Trans>Payé ici</Trans>
      </li>
      {saved ? (
        <li>
          <span className={classes.swatch} data-piece="saved" aria-hidden="true" />
          <Trans>Économisé : le bout de la barre est le prix seul</Trans>
        </li>
      ) : null}
      {extra ? (
        <li>
          <span className={classes.swatch} data-piece="extra" aria-hidden="true" />
          <Trans>Payé en plus du prix seul</Trans>
        </li>
      ) : null}
    </ul>
  );
}

/** Which pieces some bars have. */
export function legendOf(all: Paid[]): LegendProps {
  const known = all.filter(({ alone_cents: alone }) => alone !== null);
  return {
    saved: known.some(({ cents, alone_cents: alone }) => (alone ?? 0) > cents),
    extra: known.some(({ cents, alone_cents: alone }) => (alone ?? 0) < cents),
  };
}

/** Every organisation that one may read, on one scale, each with its figures. */
export function MemberBars({ allocationId, shares }: { allocationId: string; shares: Share[] }) {
  const { t } = useLingui();
  const scale = scaleOf(shares);
  const compared = shares.some(({ alone_cents: alone }) => alone !== null);
  const settled = shares.some(({ called_cents: called }) => called !== 0);
  const columns: Column<Share>[] = [
    {
      key: "name",
      header: t`Organisation`,
      phone: "title",
      cell: (share) => (
        <>
          <MemberLink allocationId={allocationId} share={share} />
          <Box hiddenFrom="sm" mt="xs">
            <PaidBar paid={share} scale={scale} />
          </Box>
        </>
      ),
    },
    {
      key: "bar",
      header: t`Sur une même échelle`,
      phone: "hidden",
      cell: (share) => (
        <div className={classes.inList} data-narrow={settled || undefined}>
          <PaidBar paid={share} scale={scale} />
        </div>
      ),
    },
    ...(compared ? [alone(t`Seul`)] : []),
    {
      key: "here",
      header: t`Ici`,
      align: "right",
      cell: ({ cents, called_cents: called }) => (
        <>
          <Text span inherit fw={650}>
            <Money cents={cents} />
          </Text>
          {settled ? (
            <Text span display="block" size="sm" c="dimmed" style={{ whiteSpace: "nowrap" }}>
              <Trans>
                <Money cents={called} /> appelés
              </Trans>
            </Text>
          ) : null}
        </>
      ),
    },
    ...(compared ? [difference(t`Écart`)] : []),
    ...(settled ? [balance(t`Reste`)] : []),
  ];
  return (
    <>
      <Legend {...legendOf(shares)} />
      <DataList
        label={t`Ce que paie chaque organisation`}
        items={shares}
        columns={columns}
        rowKey={({ organisation_id: id }) => id}
      />
    </>
  );
}

const alone = (header: string): Column<Share> => ({
  key: "alone",
  header,
  align: "right",
  cell: ({ alone_cents: cents }) => (cents === null ? <Unknown /> : <Money cents={cents} />),
});

const difference = (header: string): Column<Share> => ({
  key: "difference",
  header,
  align: "right",
  cell: ({ cents, alone_cents: price }) => <Difference cents={cents} alone={price} />,
});

/** Of actual costs: what is left to pay once what was called is counted, or what is given back. */
const balance = (header: string): Column<Share> => ({
  key: "balance",
  header,
  align: "right",
  cell: ({ balance_cents: cents }) => (
    <>
      <Money cents={Math.abs(cents)} />
      <Text span display="block" size="sm" c="dimmed">
        {cents < 0 ? <Trans>rendus</Trans> : <Trans>à payer</Trans>}
      </Text>
    </>
  ),
});

type DifferenceProps = { cents: number; alone: number | null; inline?: boolean };

/** Less here than alone, or more, in euros and in percent of the price alone. */
export function Difference({ cents, alone, inline = false }: DifferenceProps) {
  if (alone === null) return <Unknown />;
  const saved = alone - cents;
  if (saved === 0) return <Trans>autant</Trans>;
  const part = alone > 0 ? <Percent ratio={Math.abs(saved) / alone} decimals={1} /> : null;
  const words = saved > 0 ? <Trans>de moins</Trans> : <Trans>de plus</Trans>;
  if (inline) {
    return (
      <>
        <Money cents={Math.abs(saved)} /> {words}
        {part ? <> ({part})</> : null}
      </>
    );
  }
  return (
    <>
      <Money cents={Math.abs(saved)} />
      <Text span display="block" size="sm" c="dimmed" style={{ whiteSpace: "nowrap" }}>
        {words}
        {part ? <>, {part}</> : null}
      </Text>
    </>
  );
}

function Unknown() {
  return (
    <Text span inherit c="dimmed">
      <Trans>inconnu</Trans>
    </Text>
  );
}
