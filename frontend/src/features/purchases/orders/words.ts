import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { AnswerOf, ItemOf } from "@/api/client";
import type { Tone } from "@/ui/status-badge";

export type Order = ItemOf<"/v1/purchases/{round_id}/orders">;
export type Position = AnswerOf<"get", "/v1/purchases/{round_id}/lots/{lot_id}/position">;
export type PositionItem = Position["items"][number];
export type OwnPosition = NonNullable<PositionItem["mine"]>;
export type LivePosition = NonNullable<PositionItem["live"]>;
export type MemberPosition = Position["members"][number];
export type Closing = AnswerOf<"get", "/v1/purchases/{round_id}/lots/{lot_id}/closing">;
export type ClosingItem = Closing["items"][number];
export type ClosingMember = Closing["members"][number];
export type Rebates = AnswerOf<"get", "/v1/purchases/{round_id}/lots/{lot_id}/rebates">;
export type Rebate = Rebates["items"][number];
export type RebateShare = Rebate["shares"][number];
export type Imported = AnswerOf<"post", "/v1/purchases/{round_id}/orders/import">;

type Shown = "waited" | "partly" | "delivered" | "cancelled";

export const orderWords: Record<Shown, { name: MessageDescriptor; tone: Tone }> = {
  waited: { name: msg`À recevoir`, tone: "info" },
  partly: { name: msg`Reçue en partie`, tone: "attention" },
  delivered: { name: msg`Reçue`, tone: "positive" },
  cancelled: { name: msg`Annulée`, tone: "neutral" },
};

/** An order of which something came is partly received, whatever the service calls it. */
export function shownAs({ state, delivered_volume: received }: Order): Shown {
  if (state === "placed") return received ? "partly" : "waited";
  return state;
}

export const appliedWords: Record<NonNullable<ClosingItem["applied"]>, MessageDescriptor> = {
  by_orders: msg`Partagé selon les quantités commandées`,
  by_shortfall: msg`Partagé selon les quantités engagées et non commandées`,
  kept: msg`Gardé par le réseau : le partager dirait les volumes d’une organisation`,
};

export const changeWords: Record<Imported["rows"][number]["change"], MessageDescriptor> = {
  new: msg`nouvelle commande`,
  delivered: msg`livraison`,
  unchanged: msg`déjà connue`,
};
