import { Trans } from "@lingui/react/macro";
import { List, Text } from "@mantine/core";
import type { Sharer } from "@/features/allocations/lines-sharers";
import classes from "@/features/allocations/pricing.module.css";
import type { CostLine } from "@/features/allocations/words";
import { Money, Quantity } from "@/ui/values";

/** The price list of a line, opened on request. */
export function PricingShown({ line, sharers }: { line: CostLine; sharers: Sharer[] }) {
  const { pricing } = line;
  if (!pricing) return null;
  return (
    <details className={classes.details}>
      <summary>
        <Trans>Voir les prix</Trans>
      </summary>
      {pricing.mode ? (
        <Tiers pricing={pricing} mode={pricing.mode} />
      ) : (
        <List size="sm" spacing={2}>
          {(pricing.groups ?? []).map(({ organisation_ids, cents }) => (
            <List.Item key={organisation_ids.join()}>
              {organisation_ids.map((id) => sharers.find((one) => one.id === id)?.name ?? "…").join(", ")}
               : <Money cents={cents} />
            </List.Item>
          ))}
        </List>
      )}
    </details>
  );
}

type Pricing = NonNullable<CostLine["pricing"]>;

function Tiers({ pricing, mode }: { pricing: Pricing; mode: NonNullable<Pricing["mode"]> }) {
  return (
    <>
      <Text size="sm">
        {mode === "all_units" ? (
          <Trans>Toute la commande au prix du palier atteint :</Trans>
        ) : (
          <Trans>Chaque tranche à son propre prix :</Trans>
        )}
      </Text>
      <List size="sm" spacing={2}>
        {(pricing.tiers ?? []).map(({ from_quantity: from, unit_price_cents: cents }) => (
          <List.Item key={from}>
            <Trans>
              à partir de <Quantity value={from} />
               : <Money cents={cents} /> l’unité
            </Trans>
          </List.Item>
        ))}
        {pricing.fixed_cents ? (
          <List.Item>
            <Trans>
              et <Money cents={pricing.fixed_cents} /> une seule fois
            </Trans>
          </List.Item>
        ) : null}
      </List>
    </>
  );
}
