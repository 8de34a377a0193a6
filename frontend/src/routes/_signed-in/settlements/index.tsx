import { createFileRoute } from "@tanstack/react-router";
import { readSettlementSearch } from "@/features/settlements/search";
import { SettlementsPage } from "@/features/settlements/settlements-page";

export const Route = createFileRoute("/_signed-in/settlements/")({
  validateSearch: readSettlementSearch,
  component: Settlements,
});

function Settlements() {
  return <SettlementsPage search={Route.useSearch()} />;
}
