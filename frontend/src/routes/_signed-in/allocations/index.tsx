import { createFileRoute } from "@tanstack/react-router";
import { AllocationsPage } from "@/features/allocations/list-page";
import { readListSearch } from "@/features/allocations/list-search";

export const Route = createFileRoute("/_signed-in/allocations/")({
  validateSearch: readListSearch,
  component: Allocations,
});

function Allocations() {
  return <AllocationsPage search={Route.useSearch()} />;
}
