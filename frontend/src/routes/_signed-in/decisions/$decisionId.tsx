import { createFileRoute } from "@tanstack/react-router";
import { DecisionPage } from "@/features/decisions/decision-page";

export const Route = createFileRoute("/_signed-in/decisions/$decisionId")({
  component: () => <DecisionPage id={Route.useParams().decisionId} />,
});
