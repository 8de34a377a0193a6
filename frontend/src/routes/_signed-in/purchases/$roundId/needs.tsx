import { createFileRoute } from "@tanstack/react-router";
import { NeedsPage } from "@/features/purchases/needs/needs-page";
import { readNeedsSearch } from "@/features/purchases/needs/search";

export const Route = createFileRoute("/_signed-in/purchases/$roundId/needs")({
  validateSearch: readNeedsSearch,
  component: Needs,
});

function Needs() {
  return <NeedsPage {...Route.useParams()} search={Route.useSearch()} />;
}
