import { createFileRoute } from "@tanstack/react-router";
import { readNewSearch } from "@/features/allocations/list-search";
import { NewRunPage } from "@/features/allocations/new-page";

export const Route = createFileRoute("/_signed-in/allocations/new")({
  validateSearch: readNewSearch,
  component: NewRun,
});

function NewRun() {
  const search = Route.useSearch();
  return <NewRunPage key={JSON.stringify(search)} search={search} />;
}
