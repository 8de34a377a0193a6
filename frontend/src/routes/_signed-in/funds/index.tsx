import { createFileRoute } from "@tanstack/react-router";
import { FundsPage } from "@/features/funds/funds-page";
import { readFundSearch } from "@/features/funds/search";

export const Route = createFileRoute("/_signed-in/funds/")({
  validateSearch: readFundSearch,
  component: Funds,
});

function Funds() {
  return <FundsPage search={Route.useSearch()} />;
}
