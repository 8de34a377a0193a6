import { createFileRoute } from "@tanstack/react-router";
import { ImportPage } from "@/features/imports/import-page";
import { type Outcome, outcomes } from "@/features/imports/outcomes";

export const Route = createFileRoute("/_signed-in/imports/$importId")({
  validateSearch: ({ outcome }): { outcome?: Outcome | undefined } =>
    outcomes.includes(outcome as Outcome) ? { outcome: outcome as Outcome } : {},
  component: OneImport,
});

function OneImport() {
  const { importId } = Route.useParams();
  return <ImportPage key={importId} importId={importId} outcome={Route.useSearch().outcome} />;
}
