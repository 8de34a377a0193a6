import { createFileRoute } from "@tanstack/react-router";
import { SavingsPage } from "@/features/purchases/savings/savings-page";

export const Route = createFileRoute("/_signed-in/purchases/$roundId/savings")({ component: Shown });

function Shown() {
  return <SavingsPage {...Route.useParams()} />;
}
