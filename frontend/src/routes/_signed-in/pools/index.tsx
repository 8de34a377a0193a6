import { createFileRoute } from "@tanstack/react-router";
import { readAgreementSearch } from "@/features/agreements/search";
import { PoolsPage } from "@/features/pools/pools-page";

export const Route = createFileRoute("/_signed-in/pools/")({
  validateSearch: readAgreementSearch,
  component: Pools,
});

function Pools() {
  return <PoolsPage search={Route.useSearch()} />;
}
