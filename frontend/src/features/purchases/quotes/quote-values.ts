import type { CallOf } from "@/api/client";
import { unitPriceOf } from "@/features/purchases/values";
import type { Lot, Mode, Round } from "@/features/purchases/words";

/** Unit prices in ten-thousandths of a euro. */
export type Tier = { from_volume: number; unit_price: number };

/** The tiers of an invented supplier, for examples. */
export const exampleTiers: Tier[] = [
  { from_volume: 1, unit_price: 52_000 },
  { from_volume: 2_500, unit_price: 48_500 },
  { from_volume: 5_000, unit_price: 44_000 },
  { from_volume: 10_000, unit_price: 40_500 },
];

/** What a volume costs on a price list, cents, half up: the whole at the step reached, or each slice at its own price. */
export function costOf(volume: number, tiers: Tier[], mode: Mode): number {
  const paid = tiers.reduce((sum, { from_volume: from, unit_price: price }, place) => {
    const next = tiers[place + 1]?.from_volume ?? Number.POSITIVE_INFINITY;
    if (mode === "all_units") return volume >= from && volume < next ? volume * price : sum;
    return sum + Math.max(0, Math.min(volume, next - 1) - from + 1) * price;
  }, 0);
  return Math.round(paid / 100);
}

/** A little beyond the last step, where the two ways to read a price list differ most. */
export function exampleVolume(tiers: Tier[]): number {
  const last = tiers.at(-1)?.from_volume ?? 1;
  return last + Math.ceil(last / 100);
}

export type TierValues = { from_volume: number | string; unit_price: number | string };
export type PriceValues = { item_id: string; minimum: number | string; tiers: TierValues[] };
export type StepValues = { from: number | string; rate: number | string };

/** Fields are named as the API names them, so that what it refuses is said beside them. */
export type QuoteValues = {
  supplier_id: string | null;
  /** Empty until chosen: how a tier applies is never assumed. */
  mode: Mode | "";
  prices: PriceValues[];
  fixed_cents: number | string;
  minimum_cents: number | string;
  valid_until: string;
  has_rebate: boolean;
  paid_to: "members" | "network";
  steps: StepValues[];
  note: string;
};

export function freshQuote(lot: Pick<Lot, "items">, round: Pick<Round, "award_on">): QuoteValues {
  return {
    supplier_id: null,
    mode: "",
    prices: lot.items.map(({ id }) => ({
      item_id: id,
      minimum: "",
      tiers: [{ from_volume: 1, unit_price: "" }],
    })),
    fixed_cents: "",
    minimum_cents: "",
    valid_until: round.award_on,
    has_rebate: false,
    paid_to: "members",
    steps: [{ from: 0, rate: "" }],
    note: "",
  };
}

const filled = (value: number | string) => value !== "" && Number.isFinite(Number(value));
const centsOf = (euros: number | string) => Math.round(Number(euros) * 100);

/** The tiers fully typed, in the order typed. */
export function tiersOf(tiers: TierValues[]): Tier[] {
  return tiers.flatMap(({ from_volume, unit_price }) => {
    const price = unitPriceOf(unit_price);
    return filled(from_volume) && price !== null
      ? [{ from_volume: Number(from_volume), unit_price: price }]
      : [];
  });
}

const rises = (starts: number[]) =>
  starts.every((start, place) => place === 0 || start > (starts[place - 1] ?? 0));

export type Fault = "supplier" | "mode" | "prices" | "order" | "rebate";

/** What is missing before the quote is sent. `known`: the supplier is (a quote replaced). */
export function faultOf(values: QuoteValues, known = false): Fault | null {
  if (!known && values.supplier_id === null) return "supplier";
  if (values.prices.some(({ tiers }) => tiersOf(tiers).length < tiers.length)) return "prices";
  if (values.prices.some(({ tiers }) => !rises(tiersOf(tiers).map((tier) => tier.from_volume))))
    return "order";
  if (values.mode === "") return "mode";
  return values.has_rebate && !rebateSound(values.steps) ? "rebate" : null;
}

function rebateSound(steps: StepValues[]): boolean {
  return (
    steps.length > 0 &&
    steps.every(({ from, rate }) => filled(from) && filled(rate) && Number(rate) > 0) &&
    rises(steps.map(({ from }) => centsOf(from)))
  );
}

type Terms = CallOf<"put", "/v1/purchases/{round_id}/quotes/{quote_id}">["body"];

/** What is sealed. Only called once `faultOf` finds nothing. */
export function termsOf(values: QuoteValues): Terms {
  return {
    mode: values.mode === "" ? "all_units" : values.mode,
    prices: values.prices.map(({ item_id, minimum, tiers }) => ({
      item_id,
      minimum: filled(minimum) ? Number(minimum) : null,
      tiers: tiersOf(tiers),
    })),
    fixed_cents: filled(values.fixed_cents) ? centsOf(values.fixed_cents) : 0,
    minimum_cents: filled(values.minimum_cents) ? centsOf(values.minimum_cents) : null,
    valid_until: values.valid_until,
    rebate: values.has_rebate
      ? {
          paid_to: values.paid_to,
          steps: values.steps.map(({ from, rate }) => ({
            from_cents: centsOf(from),
            rate_bp: centsOf(rate),
          })),
        }
      : null,
    note: values.note.trim() || null,
  };
}
