import { createFileRoute } from "@tanstack/react-router";
import { SettlementPage } from "@/features/settlements/settlement-page";

export const Route = createFileRoute("/_signed-in/settlements/$settlementId")({
  component: Settlement,
});

function Settlement() {
  const { settlementId } = Route.useParams();
  return <SettlementPage key={settlementId} settlementId={settlementId} />;
}
