import { createFileRoute } from "@tanstack/react-router";
import { EditPartnershipPage } from "@/features/partnerships/edit-partnership-page";

export const Route = createFileRoute("/_signed-in/partnerships/$partnershipId/edit")({
  component: EditPartnership,
});

function EditPartnership() {
  const { partnershipId } = Route.useParams();
  return <EditPartnershipPage key={partnershipId} id={partnershipId} />;
}
