import { createFileRoute } from "@tanstack/react-router";
import { LinesPage } from "@/features/allocations/lines-page";
import { readLinesSearch } from "@/features/allocations/list-search";

export const Route = createFileRoute("/_signed-in/allocations/$allocationId/lines")({
  validateSearch: readLinesSearch,
  component: Lines,
});

function Lines() {
  return <LinesPage allocationId={Route.useParams().allocationId} search={Route.useSearch()} />;
}
