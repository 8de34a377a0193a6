import { createFileRoute } from "@tanstack/react-router";
import { OpenAgreementsPage } from "@/features/agreements/entry/open-agreements-page";
import { readOpenSearch } from "@/features/agreements/entry/search";

export const Route = createFileRoute("/_signed-in/agreements/open")({
  validateSearch: readOpenSearch,
  component: Open,
});

function Open() {
  return <OpenAgreementsPage search={Route.useSearch()} />;
}
