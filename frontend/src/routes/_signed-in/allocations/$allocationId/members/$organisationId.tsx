import { createFileRoute } from "@tanstack/react-router";
import { MemberPage } from "@/features/allocations/member-page";

export const Route = createFileRoute("/_signed-in/allocations/$allocationId/members/$organisationId")({
  component: Member,
});

function Member() {
  const { allocationId, organisationId } = Route.useParams();
  return <MemberPage key={organisationId} allocationId={allocationId} organisationId={organisationId} />;
}
