import { createFileRoute } from "@tanstack/react-router";
import { readStatementSearch } from "@/features/statements/search";
import { StatementsPage } from "@/features/statements/statements-page";

export const Route = createFileRoute("/_signed-in/statements/")({
  validateSearch: readStatementSearch,
  component: Statements,
});

function Statements() {
  return <StatementsPage search={Route.useSearch()} />;
}
