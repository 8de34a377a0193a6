import { useLingui } from "@lingui/react/macro";
import { Paper, Text } from "@mantine/core";
import { type ComparedRow, ComparedTable } from "@/features/purchases/savings/compared-table";
import classes from "@/features/purchases/savings/savings.module.css";
import type { NetworkSum, Savings } from "@/features/purchases/savings/words";
import { Gain, MoneyOrNot, NotTold, Rate } from "@/features/purchases/values";
import { Section } from "@/ui/page";

/** All buyers together, as far as it may be told. */
export function NetworkSection({ savings }: { savings: Savings }) {
  const { t } = useLingui();
  const { forecast, actual, sentence } = savings.network;
  if (forecast === null && actual === null) return null;
  const told = (sum: NetworkSum | null, name: keyof NetworkSum) => {
    if (sum === null) return "–";
    const cents = sum[name];
    return cents === null ? <NotTold /> : <Gain cents={cents} />;
  };
  const spent = (sum: NetworkSum | null, name: "spend_cents" | "reference_cents") =>
    sum === null ? "–" : <MoneyOrNot cents={sum[name]} />;
  const rate = (sum: NetworkSum | null) =>
    sum === null || sum.gain_bp === null ? null : (
      <span className={classes.hint}>
        <Rate bp={sum.gain_bp} signed />
      </span>
    );
  const rows: ComparedRow[] = [
    {
      key: "spend",
      label: t`Dépense hors taxes`,
      forecast: spent(forecast, "spend_cents"),
      actual: spent(actual, "spend_cents"),
    },
    {
      key: "reference",
      label: t`Aux prix d’avant`,
      forecast: spent(forecast, "reference_cents"),
      actual: spent(actual, "reference_cents"),
    },
    {
      key: "gain",
      label: t`Gain sur les prix`,
      forecast: (
        <>
          {told(forecast, "gain_cents")}
          {rate(forecast)}
        </>
      ),
      actual: (
        <>
          {told(actual, "gain_cents")}
          {rate(actual)}
        </>
      ),
    },
    {
      key: "rebate",
      label: t`Remises de fin d’année`,
      forecast: "–",
      actual: told(actual, "rebate_cents"),
    },
    {
      key: "net",
      label: t`Économie nette`,
      forecast: told(forecast, "net_gain_cents"),
      actual: told(actual, "net_gain_cents"),
      strong: true,
    },
    {
      key: "twelve",
      label: t`Sur douze mois`,
      forecast: told(forecast, "twelve_months_cents"),
      actual: told(actual, "twelve_months_cents"),
    },
  ];
  return (
    <Section title={t`Le réseau, tous acheteurs ensemble`}>
      <Text c="dimmed" mb="sm" maw="48rem">
        {sentence}
      </Text>
      <Paper p="md">
        <ComparedTable label={t`Total du réseau`} rows={rows} />
      </Paper>
    </Section>
  );
}
