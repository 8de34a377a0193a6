import { createFileRoute } from "@tanstack/react-router";
import { SetupPage } from "@/features/purchases/rounds/setup-page";

export const Route = createFileRoute("/_signed-in/purchases/$roundId/setup")({ component: Shown });

function Shown() {
  return <SetupPage {...Route.useParams()} />;
}
