import type { CallOf } from "@/api/client";
import type { Lot } from "@/features/purchases/words";

type ItemBody = CallOf<"post", "/v1/purchases/{round_id}/lots">["body"]["items"][number];

export type ItemValues = {
  /** Of the line of the form. */
  key: string;
  /** Of the item as it is; absent for a new one. */
  id: string | null;
  name: string;
  unit: string;
  reference: string;
};
export type LotValues = { name: string; description: string; items: ItemValues[] };

let made = 0;

/** One more line: counted as the one before it. */
export function newItem(unit = ""): ItemValues {
  made += 1;
  return { key: `new-${made}`, id: null, name: "", unit, reference: "" };
}

export function lotValues(lot: Lot | undefined): LotValues {
  if (!lot) return { name: "", description: "", items: [newItem()] };
  return {
    name: lot.name,
    description: lot.description ?? "",
    items: lot.items.map(({ id, name, unit, reference }) => ({
      key: id,
      id,
      name,
      unit,
      reference: reference ?? "",
    })),
  };
}

/** All the items of the lot, in their order; one that is kept is named by its id. */
export function itemsOf(items: ItemValues[]): ItemBody[] {
  return items.map(({ id, name, unit, reference }) => ({
    ...(id ? { id } : {}),
    name: name.trim(),
    unit: unit.trim(),
    reference: reference.trim() || null,
  }));
}
