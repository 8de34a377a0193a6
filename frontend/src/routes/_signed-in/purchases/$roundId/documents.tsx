import { createFileRoute } from "@tanstack/react-router";
import { RoundDocumentsPage } from "@/features/purchases/rounds/documents-page";

export const Route = createFileRoute("/_signed-in/purchases/$roundId/documents")({ component: Shown });

function Shown() {
  return <RoundDocumentsPage {...Route.useParams()} />;
}
