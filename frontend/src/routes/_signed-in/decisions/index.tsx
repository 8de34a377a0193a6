import { createFileRoute } from "@tanstack/react-router";
import { DecisionsPage } from "@/features/decisions/decisions-page";
import { readDecisionSearch } from "@/features/decisions/search";

export const Route = createFileRoute("/_signed-in/decisions/")({
  validateSearch: readDecisionSearch,
  component: () => <DecisionsPage search={Route.useSearch()} />,
});
