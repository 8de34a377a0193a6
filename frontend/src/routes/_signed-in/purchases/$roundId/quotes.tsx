import { createFileRoute } from "@tanstack/react-router";
import { QuotesPage } from "@/features/purchases/quotes/quotes-page";

export const Route = createFileRoute("/_signed-in/purchases/$roundId/quotes")({ component: Quotes });

function Quotes() {
  const { roundId } = Route.useParams();
  return <QuotesPage key={roundId} roundId={roundId} />;
}
