import { createFileRoute } from "@tanstack/react-router";
import { RunPage } from "@/features/allocations/page-run";

export const Route = createFileRoute("/_signed-in/allocations/$allocationId/")({
  component: Run,
});

function Run() {
  const { allocationId } = Route.useParams();
  return <RunPage key={allocationId} allocationId={allocationId} />;
}
