import { createFileRoute } from "@tanstack/react-router";
import { NetworksPage } from "@/features/networks/networks-page";

export const Route = createFileRoute("/_signed-in/networks/")({
  validateSearch: (search): { q?: string } =>
    typeof search.q === "string" && search.q ? { q: search.q } : {},
  component: Networks,
});

function Networks() {
  return <NetworksPage q={Route.useSearch().q} />;
}
