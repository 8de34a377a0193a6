import { createFileRoute } from "@tanstack/react-router";
import { ExitsPage } from "@/features/exits/exits-page";
import { readExitSearch } from "@/features/exits/search";

export const Route = createFileRoute("/_signed-in/exits/$agreementId")({
  validateSearch: readExitSearch,
  component: Exits,
});

function Exits() {
  const { agreementId } = Route.useParams();
  return <ExitsPage key={agreementId} agreementId={agreementId} search={Route.useSearch()} />;
}
