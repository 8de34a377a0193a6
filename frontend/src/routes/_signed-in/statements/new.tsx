import { createFileRoute } from "@tanstack/react-router";
import { NewStatementPage } from "@/features/statements/new-statement-page";
import { readAgreementSearch } from "@/features/statements/search";

export const Route = createFileRoute("/_signed-in/statements/new")({
  validateSearch: readAgreementSearch,
  component: NewStatement,
});

function NewStatement() {
  return <NewStatementPage search={Route.useSearch()} />;
}
