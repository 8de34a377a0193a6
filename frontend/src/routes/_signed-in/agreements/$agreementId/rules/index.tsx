import { createFileRoute } from "@tanstack/react-router";
import { RulesPage } from "@/features/agreements/rules/rules-page";

export const Route = createFileRoute("/_signed-in/agreements/$agreementId/rules/")({ component: Rules });

function Rules() {
  const { agreementId } = Route.useParams();
  return <RulesPage key={agreementId} agreementId={agreementId} />;
}
