import { createFileRoute } from "@tanstack/react-router";
import { readTreasurySearch } from "@/features/treasury/search";
import { TreasuryPage } from "@/features/treasury/treasury-page";

export const Route = createFileRoute("/_signed-in/treasury/$agreementId")({
  validateSearch: readTreasurySearch,
  component: OneTreasury,
});

function OneTreasury() {
  const { agreementId } = Route.useParams();
  return <TreasuryPage key={agreementId} agreementId={agreementId} search={Route.useSearch()} />;
}
