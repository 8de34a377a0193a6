import { useApiQuery } from "@/api/hooks";
import { ClosingSection } from "@/features/purchases/orders/closing-section";
import { GroupPosition } from "@/features/purchases/orders/group-position";
import { OrdersSection } from "@/features/purchases/orders/orders-section";
import { OwnPosition } from "@/features/purchases/orders/own-position";
import type { OrdersSearch } from "@/features/purchases/orders/search";
import type { Lot, Round } from "@/features/purchases/words";
import { Loaded } from "@/ui/states";

export type LotProps = { round: Round; lot: Lot; search: OrdersSearch };

/** An awarded lot, open to orders. */
export function OpenLot({ round, lot, search }: LotProps) {
  const position = useApiQuery("/v1/purchases/{round_id}/lots/{lot_id}/position", {
    path: { round_id: round.id, lot_id: lot.id },
  });
  return (
    <Loaded query={position} lines={6}>
      {(stands) => (
        <>
          <OwnPosition round={round} lot={lot} position={stands} />
          <GroupPosition round={round} position={stands} />
          <OrdersSection round={round} lot={lot} search={search} buyers={stands.members} />
          <ClosingSection round={round} lot={lot} />
        </>
      )}
    </Loaded>
  );
}
