import { createFileRoute } from "@tanstack/react-router";
import { NewDecisionPage } from "@/features/decisions/new-decision-page";
import { readNewDecisionSearch } from "@/features/decisions/search";

export const Route = createFileRoute("/_signed-in/decisions/new")({
  validateSearch: readNewDecisionSearch,
  component: () => <NewDecisionPage search={Route.useSearch()} />,
});
