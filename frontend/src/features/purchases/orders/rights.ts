import { useCan } from "@/app/session";
import { closeLots, type Lot, placeOrders, type Round } from "@/features/purchases/words";

/** Who declares orders of a lot: those engaged in it, for themselves; the coordinator, for any. */
export function useMayOrder(round: Round, lot: Lot): boolean {
  const allowed = useCan(placeOrders);
  if (!allowed || lot.state !== "awarded") return false;
  const engaged = lot.my !== null && lot.my.volumes_count > 0 && !lot.my.opted_out;
  // The first lots are awarded while others are still to be chosen: orders begin without waiting.
  const ordering = round.state === "orders" ? round.actions.includes("order") : round.state === "choice";
  return round.coordinates || (engaged && ordering);
}

export function useMayClose(round: Round): boolean {
  return useCan(closeLots) && round.coordinates;
}
