import { createFileRoute } from "@tanstack/react-router";
import { ResourcesPage } from "@/features/resources/resources-page";
import { readResourceSearch } from "@/features/resources/search";

export const Route = createFileRoute("/_signed-in/resources/")({
  validateSearch: readResourceSearch,
  component: () => <ResourcesPage search={Route.useSearch()} />,
});
