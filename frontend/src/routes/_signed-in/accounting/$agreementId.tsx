import { createFileRoute } from "@tanstack/react-router";
import { AccountingPage } from "@/features/accounting/accounting-page";
import { readAccountingSearch } from "@/features/accounting/search";

export const Route = createFileRoute("/_signed-in/accounting/$agreementId")({
  validateSearch: readAccountingSearch,
  component: OneAccounting,
});

function OneAccounting() {
  const { agreementId } = Route.useParams();
  return <AccountingPage key={agreementId} agreementId={agreementId} search={Route.useSearch()} />;
}
