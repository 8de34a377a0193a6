import type { Item, OwedRow, Planned } from "@/features/settlements/words";

/** An organisation, or the common cash, which has no identifier. */
export type Place = { id: string | null; name: string };

/** So much that one place pays another, cents. */
export type Flow = { from: Place; to: Place; cents: number };

export const flowOfTransfer = ({ payer_id, payer_name, payee_id, payee_name, cents }: Planned): Flow => ({
  from: { id: payer_id, name: payer_name },
  to: { id: payee_id, name: payee_name },
  cents,
});

export const flowOfDebt = ({
  debtor_id,
  debtor_name,
  creditor_id,
  creditor_name,
  cents,
}: Pick<Item | OwedRow, "debtor_id" | "debtor_name" | "creditor_id" | "creditor_name" | "cents">): Flow => ({
  from: { id: debtor_id, name: debtor_name },
  to: { id: creditor_id, name: creditor_name },
  cents,
});

/** One flow for all that one place pays another, the largest first: as many flows, as many payments. */
export function gathered(flows: Flow[]): Flow[] {
  const found = new Map<string, Flow>();
  for (const flow of flows) {
    const pair = `${flow.from.id} ${flow.to.id}`;
    const known = found.get(pair);
    found.set(pair, known ? { ...known, cents: known.cents + flow.cents } : flow);
  }
  return [...found.values()].sort((one, other) => other.cents - one.cents);
}

export const total = (flows: Flow[]): number => flows.reduce((sum, { cents }) => sum + cents, 0);

export const flowsFrom = (flows: Flow[], id: string | null | undefined) =>
  flows.filter(({ from }) => from.id === id);
export const flowsTo = (flows: Flow[], id: string | null | undefined) =>
  flows.filter(({ to }) => to.id === id);

// The picture

export type Label = Place & { cents: number; top: number; height: number };
export type Ribbon = Flow & { fromTop: number; toTop: number; thickness: number };
export type Picture = { height: number; payers: Label[]; payees: Label[]; ribbons: Ribbon[] };

/** Pixels. A label holds a name on two lines and an amount. */
const labelHeight = 64;
const gap = 8;
const thinnest = 2;

/**
 * Who pays on the left, who is paid on the right, a ribbon between for each payment, as thick as its amount.
 * `scale`: pixels for a cent, so that two pictures side by side compare.
 */
export function pictured(flows: Flow[], scale: number): Picture {
  const thickness = (cents: number) => Math.max(thinnest, cents * scale);
  const side = (end: "from" | "to") => {
    const places = new Map<string | null, { place: Place; cents: number; thickness: number }>();
    for (const flow of flows) {
      const place = flow[end];
      const known = places.get(place.id) ?? { place, cents: 0, thickness: 0 };
      places.set(place.id, {
        place,
        cents: known.cents + flow.cents,
        thickness: known.thickness + thickness(flow.cents),
      });
    }
    return [...places.values()].sort((one, other) => other.cents - one.cents);
  };
  const heightOf = (one: { thickness: number }) => Math.max(labelHeight, one.thickness);
  const sides = { from: side("from"), to: side("to") };
  const heights = [sides.from, sides.to].map((places) =>
    places.reduce((sum, one) => sum + heightOf(one) + gap, -gap),
  );
  const height = Math.max(0, ...heights);
  const placed = (places: typeof sides.from, own: number) => {
    let top = (height - own) / 2;
    return places.map((one) => {
      const label = { ...one.place, cents: one.cents, top, height: heightOf(one) };
      top += label.height + gap;
      return { label, next: label.top + (label.height - one.thickness) / 2 };
    });
  };
  const payers = placed(sides.from, heights[0] ?? 0);
  const payees = placed(sides.to, heights[1] ?? 0);
  const orderOf = new Map(payees.map(({ label }, place) => [label.id, place]));
  const take = (nodes: typeof payers, id: string | null, thick: number) => {
    const node = nodes.find(({ label }) => label.id === id);
    if (!node) return 0;
    const from = node.next;
    node.next += thick;
    return from;
  };
  // From top to bottom on both sides, so that ribbons of one place do not cross each other.
  const ribbons = payers.flatMap(({ label }) =>
    flowsFrom(flows, label.id)
      .sort((one, other) => (orderOf.get(one.to.id) ?? 0) - (orderOf.get(other.to.id) ?? 0))
      .map((flow) => {
        const thick = thickness(flow.cents);
        return {
          ...flow,
          thickness: thick,
          fromTop: take(payers, flow.from.id, thick),
          toTop: take(payees, flow.to.id, thick),
        };
      }),
  );
  return {
    height,
    payers: payers.map(({ label }) => label),
    payees: payees.map(({ label }) => label),
    ribbons,
  };
}

/** The most payers or payees a picture still shows clearly; beyond, the table speaks alone. */
const mostPlaces = 24;

export const isDrawable = (flows: Flow[]): boolean =>
  flows.length > 0 &&
  new Set(flows.map(({ from }) => from.id)).size <= mostPlaces &&
  new Set(flows.map(({ to }) => to.id)).size <= mostPlaces;

/** Pixels that the larger of several totals takes, all its ribbons together. */
const drawnHeight = 180;

export const scaleFor = (...totals: number[]): number => drawnHeight / Math.max(1, ...totals);
