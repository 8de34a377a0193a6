import { createFileRoute } from "@tanstack/react-router";
import { readListSearch } from "@/features/purchases/rounds/search";
import { SuppliersPage } from "@/features/purchases/rounds/suppliers-page";

export const Route = createFileRoute("/_signed-in/purchases/suppliers")({
  validateSearch: readListSearch,
  component: Suppliers,
});

function Suppliers() {
  return <SuppliersPage search={Route.useSearch()} />;
}
