import { createFileRoute } from "@tanstack/react-router";
import { PurchasesPage } from "@/features/purchases/rounds/list-page";
import { readListSearch } from "@/features/purchases/rounds/search";

export const Route = createFileRoute("/_signed-in/purchases/")({
  validateSearch: readListSearch,
  component: Purchases,
});

function Purchases() {
  return <PurchasesPage search={Route.useSearch()} />;
}
