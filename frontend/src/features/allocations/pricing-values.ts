import type { CostLine } from "@/features/allocations/words";

export type Pricing = NonNullable<CostLine["pricing"]>;
export type Mode = NonNullable<Pricing["mode"]>;
export type Tier = { from_quantity: number; unit_price_cents: number };

/**
 * What a quantity costs by a price list. `all_units`: the whole order at the price of the tier reached, ordering more when
 * that costs less; `incremental`: each slice at its own price. Cents.
 */
export function priceOf(quantity: number, tiers: Tier[], mode: Mode, fixedCents: number): number {
  if (quantity <= 0 || tiers.length === 0) return 0;
  const ordered = tiers.toSorted((one, other) => one.from_quantity - other.from_quantity);
  const paid = mode === "all_units" ? wholeOrder(quantity, ordered) : bySlices(quantity, ordered);
  return paid + fixedCents;
}

function wholeOrder(quantity: number, tiers: Tier[]): number {
  const reached = tiers.findLast(({ from_quantity }) => from_quantity <= quantity) ?? tiers[0];
  const more = tiers
    .filter(({ from_quantity }) => from_quantity > quantity)
    .map((tier) => tier.from_quantity * tier.unit_price_cents);
  return Math.min(quantity * (reached?.unit_price_cents ?? 0), ...more);
}

function bySlices(quantity: number, tiers: Tier[]): number {
  const first = tiers[0]?.from_quantity ?? 0;
  return tiers.reduce((paid, tier, place) => {
    const begins = tier.from_quantity - first;
    const ends = (tiers[place + 1]?.from_quantity ?? Number.POSITIVE_INFINITY) - first;
    return paid + Math.max(0, Math.min(quantity, ends) - begins) * tier.unit_price_cents;
  }, 0);
}

export type TierValues = { from_quantity: number | string; unit_price: number | string };
export type GroupValues = { organisation_ids: string[]; amount: number | string };

export type PricingValues = {
  /** Empty until chosen: how a tier applies is never assumed. */
  mode: Mode | "";
  tiers: TierValues[];
  fixed: number | string;
  groups: GroupValues[];
};

export type LineValues = {
  name: string;
  key_name: string;
  amount: number | string;
  basis: CostLine["basis"];
  evidence: string;
  pricing: PricingValues;
};

/** "1150,5" typed in euros is 115050 cents. */
export const centsOf = (euros: number | string) => Math.round(Number(euros) * 100);

const noPricing: PricingValues = {
  mode: "",
  tiers: [
    { from_quantity: 1, unit_price: "" },
    { from_quantity: "", unit_price: "" },
  ],
  fixed: "",
  groups: [],
};

/** A line as its form shows it; each party with a price of its own to begin with. */
export function lineValues(line: CostLine | undefined, organisations: string[]): LineValues {
  const groups = line?.pricing?.groups ?? [];
  const alone = organisations.map((id): GroupValues => ({ organisation_ids: [id], amount: "" }));
  return {
    name: line?.name ?? "",
    key_name: line?.key_name ?? "",
    amount: line?.amount_cents == null ? "" : line.amount_cents / 100,
    basis: line?.basis ?? "none",
    evidence: line?.evidence ?? "",
    pricing: {
      mode: line?.pricing?.mode ?? "",
      tiers: line?.pricing?.tiers?.length
        ? line.pricing.tiers.map((tier) => ({
            from_quantity: tier.from_quantity,
            unit_price: tier.unit_price_cents / 100,
          }))
        : noPricing.tiers,
      fixed: line?.pricing?.fixed_cents ? line.pricing.fixed_cents / 100 : "",
      groups: groups.length
        ? groups.map(({ organisation_ids, cents }) => ({ organisation_ids, amount: cents / 100 }))
        : alone,
    },
  };
}

const filled = (value: number | string) => value !== "" && Number.isFinite(Number(value));

/** The tiers fully filled, ready to price with. */
export function tiersOf(tiers: TierValues[]): Tier[] {
  return tiers
    .filter((tier) => filled(tier.from_quantity) && filled(tier.unit_price))
    .map((tier) => ({
      from_quantity: Number(tier.from_quantity),
      unit_price_cents: centsOf(tier.unit_price),
    }));
}

function pricingOf({ basis, pricing }: LineValues): Pricing | null {
  if (basis === "tiers" && pricing.mode !== "") {
    return {
      mode: pricing.mode,
      tiers: tiersOf(pricing.tiers),
      fixed_cents: filled(pricing.fixed) ? centsOf(pricing.fixed) : 0,
      groups: [],
    };
  }
  if (basis === "groups") {
    const groups = pricing.groups
      .filter(({ organisation_ids, amount }) => organisation_ids.length > 0 && filled(amount))
      .map(({ organisation_ids, amount }) => ({ organisation_ids, cents: centsOf(amount) }));
    return { mode: null, tiers: [], fixed_cents: 0, groups };
  }
  return null;
}

export function lineBody(values: LineValues) {
  return {
    name: values.name.trim(),
    key_name: values.key_name,
    amount_cents: centsOf(values.amount),
    basis: values.basis,
    pricing: pricingOf(values),
    evidence: values.evidence.trim() || null,
  };
}

export type Fault =
  | "mode_missing"
  | "tiers_missing"
  | "tiers_order"
  | "groups_missing"
  | "groups_twice"
  | "prices_needed"
  | "credit_by_parts";

type KeyKind = { rule: string; limits?: unknown[] | undefined };

/** What a line lacks before the service is asked: said beside the choice of the basis. */
export function faultOf(values: LineValues, key: KeyKind | undefined): Fault | null {
  const { basis, pricing } = values;
  if (filled(values.amount) && Number(values.amount) < 0) {
    if (basis !== "none" || (key && (key.rule !== "parts" || key.limits?.length))) return "credit_by_parts";
  }
  if (key && key.rule !== "parts" && (basis === "none" || basis === "alone")) return "prices_needed";
  if (basis === "tiers") return tiersFault(pricing);
  if (basis === "groups") return groupsFault(pricing.groups);
  return null;
}

function tiersFault({ mode, tiers }: PricingValues): Fault | null {
  const starts = tiersOf(tiers).map(({ from_quantity }) => from_quantity);
  if (starts.length === 0 || starts.length < tiers.length) return "tiers_missing";
  if (starts.some((start, place) => place > 0 && start <= (starts[place - 1] ?? 0))) return "tiers_order";
  return mode === "" ? "mode_missing" : null;
}

function groupsFault(groups: GroupValues[]): Fault | null {
  if (
    groups.length === 0 ||
    groups.some((group) => group.organisation_ids.length === 0 || !filled(group.amount))
  ) {
    return "groups_missing";
  }
  const told = groups.map(({ organisation_ids }) => organisation_ids.toSorted().join());
  return new Set(told).size < told.length ? "groups_twice" : null;
}
