import { createFileRoute } from "@tanstack/react-router";
import { readListSearch } from "@/features/allocations/list-search";
import { VatPage } from "@/features/allocations/vat-page";

export const Route = createFileRoute("/_signed-in/allocations/vat/")({
  validateSearch: readListSearch,
  component: () => <VatPage search={Route.useSearch()} />,
});
