import { createFileRoute } from "@tanstack/react-router";
import { readYearSearch } from "@/features/purchases/savings/search";
import { YearSavingsPage } from "@/features/purchases/savings/year-page";

export const Route = createFileRoute("/_signed-in/purchases/savings")({
  validateSearch: readYearSearch,
  component: Savings,
});

function Savings() {
  return <YearSavingsPage search={Route.useSearch()} />;
}
