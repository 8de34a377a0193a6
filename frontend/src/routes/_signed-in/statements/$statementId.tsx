import { createFileRoute } from "@tanstack/react-router";
import { StatementPage } from "@/features/statements/statement-page";

export const Route = createFileRoute("/_signed-in/statements/$statementId")({
  component: Statement,
});

function Statement() {
  const { statementId } = Route.useParams();
  return <StatementPage key={statementId} statementId={statementId} />;
}
