import { createFileRoute } from "@tanstack/react-router";
import { RulesFormPage } from "@/features/agreements/rules/rules-form-page";

export const Route = createFileRoute("/_signed-in/agreements/$agreementId/rules/new")({
  validateSearch: ({ draft }: Record<string, unknown>): { draft?: string | undefined } => ({
    draft: typeof draft === "string" && draft ? draft : undefined,
  }),
  component: WriteRules,
});

function WriteRules() {
  const { agreementId } = Route.useParams();
  const { draft } = Route.useSearch();
  return <RulesFormPage key={agreementId + draft} agreementId={agreementId} draft={draft} />;
}
