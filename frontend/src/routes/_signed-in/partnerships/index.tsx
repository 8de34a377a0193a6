import { createFileRoute } from "@tanstack/react-router";
import { readAgreementSearch } from "@/features/agreements/search";
import { PartnershipsPage } from "@/features/partnerships/partnerships-page";

export const Route = createFileRoute("/_signed-in/partnerships/")({
  validateSearch: readAgreementSearch,
  component: Partnerships,
});

function Partnerships() {
  return <PartnershipsPage search={Route.useSearch()} />;
}
