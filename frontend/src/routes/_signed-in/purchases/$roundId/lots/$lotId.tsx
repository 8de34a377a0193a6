import { createFileRoute } from "@tanstack/react-router";
import { LotPage } from "@/features/purchases/lots/lot-page";
import { readLotSearch } from "@/features/purchases/lots/lot-search";

export const Route = createFileRoute("/_signed-in/purchases/$roundId/lots/$lotId")({
  validateSearch: readLotSearch,
  component: Lot,
});

function Lot() {
  const { roundId, lotId } = Route.useParams();
  return <LotPage key={lotId} roundId={roundId} lotId={lotId} search={Route.useSearch()} />;
}
