import { createFileRoute } from "@tanstack/react-router";
import { readLineSearch } from "@/features/ledger/search";
import { StatementPage } from "@/features/ledger/statement-page";

export const Route = createFileRoute("/_signed-in/ledger/$agreementId/accounts/$accountId")({
  validateSearch: readLineSearch,
  component: OneStatement,
});

function OneStatement() {
  const { agreementId, accountId } = Route.useParams();
  return (
    <StatementPage
      key={accountId}
      agreementId={agreementId}
      accountId={accountId}
      search={Route.useSearch()}
    />
  );
}
