import { createFileRoute } from "@tanstack/react-router";
import { PartnershipPage } from "@/features/partnerships/partnership-page";

export const Route = createFileRoute("/_signed-in/partnerships/$partnershipId/")({
  component: OnePartnership,
});

function OnePartnership() {
  const { partnershipId } = Route.useParams();
  return <PartnershipPage key={partnershipId} id={partnershipId} />;
}
