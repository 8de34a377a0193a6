import { createFileRoute } from "@tanstack/react-router";
import { NewFundPage } from "@/features/funds/new-fund-page";
import { readFundSearch } from "@/features/funds/search";

export const Route = createFileRoute("/_signed-in/funds/new")({
  validateSearch: readFundSearch,
  component: NewFund,
});

function NewFund() {
  return <NewFundPage agreement={Route.useSearch().agreement} />;
}
