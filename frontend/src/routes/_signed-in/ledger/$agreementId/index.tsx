import { createFileRoute } from "@tanstack/react-router";
import { BookPage } from "@/features/ledger/book-page";
import { readBookSearch } from "@/features/ledger/search";

export const Route = createFileRoute("/_signed-in/ledger/$agreementId/")({
  validateSearch: readBookSearch,
  component: OneBook,
});

function OneBook() {
  const { agreementId } = Route.useParams();
  return <BookPage key={agreementId} agreementId={agreementId} search={Route.useSearch()} />;
}
