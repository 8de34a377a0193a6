import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans } from "@lingui/react/macro";
import { Paper, Text } from "@mantine/core";
import type { CommitmentValues } from "@/features/partnerships/commitment-values";
import { centsOf, imbalanceBp, isWithin, valueCents } from "@/features/partnerships/value";
import type { Balance } from "@/features/partnerships/words";
import { formatMoney, formatNumber } from "@/ui/format";
import { StatusBadge } from "@/ui/status-badge";
import { Percent } from "@/ui/values";

type LiveValueProps = {
  values: CommitmentValues;
  side: "a" | "b";
  balance: Balance;
  /** What this promise was worth before. */
  before: number;
};

/** « 96 stages × 18 h × 32,00 € = 55 296,00 € », and where that takes the balance. */
export function LiveValue({ values, side, balance, before }: LiveValueProps) {
  const { i18n } = useActiveLingui();
  const { quantity, measure, unit_value_cents: euros } = values;
  if (quantity === "" || measure === "" || euros === "") return null;
  const cents = valueCents(Math.trunc(Number(quantity)), Number(measure), centsOf(euros));
  const factors = [
    `${formatNumber(Number(quantity), i18n.locale)} ${values.unit}`.trim(),
    ...(Number(measure) !== 1 || values.measure_unit
      ? [`${formatNumber(Number(measure), i18n.locale, 4)} ${values.measure_unit}`.trim()]
      : []),
    formatMoney(centsOf(euros), i18n.locale),
  ].join(" × ");
  return (
    <Paper p="sm" aria-live="polite">
      <Text fw={600}>
        {factors} = {formatMoney(cents, i18n.locale)}
      </Text>
      <After balance={balance} side={side} change={cents - before} />
    </Paper>
  );
}

function After({ balance, side, change }: { balance: Balance; side: "a" | "b"; change: number }) {
  const a = balance.side_a.value_cents + (side === "a" ? change : 0);
  const b = balance.side_b.value_cents + (side === "b" ? change : 0);
  return (
    <Text size="sm" mt={4} component="div">
      {change === 0 ? (
        <Trans>
          Déséquilibre : <Percent ratio={balance.imbalance_bp / 10_000} />
        </Trans>
      ) : (
        <Trans>
          Le déséquilibre passerait de <Percent ratio={balance.imbalance_bp / 10_000} /> à{" "}
          <Percent ratio={imbalanceBp(a, b) / 10_000} />.
        </Trans>
      )}{" "}
      {isWithin(a, b, balance.tolerance_bp) ? (
        <StatusBadge tone="positive">
          <Trans>dans la tolérance</Trans>
        </StatusBadge>
      ) : (
        <StatusBadge tone="attention">
          <Trans>hors de la tolérance</Trans>
        </StatusBadge>
      )}
    </Text>
  );
}
