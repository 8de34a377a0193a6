import { createFileRoute } from "@tanstack/react-router";
import { ArrearsPage } from "@/features/statements/arrears-page";
import { readAgreementSearch } from "@/features/statements/search";

export const Route = createFileRoute("/_signed-in/statements/arrears")({
  validateSearch: readAgreementSearch,
  component: Arrears,
});

function Arrears() {
  return <ArrearsPage search={Route.useSearch()} />;
}
