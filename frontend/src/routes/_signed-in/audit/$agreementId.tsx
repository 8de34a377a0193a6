import { createFileRoute } from "@tanstack/react-router";
import { JournalPage } from "@/features/audit/journal-page";
import { readJournalSearch } from "@/features/audit/search";

export const Route = createFileRoute("/_signed-in/audit/$agreementId")({
  validateSearch: readJournalSearch,
  component: OneJournal,
});

function OneJournal() {
  const { agreementId } = Route.useParams();
  return <JournalPage key={agreementId} agreementId={agreementId} search={Route.useSearch()} />;
}
