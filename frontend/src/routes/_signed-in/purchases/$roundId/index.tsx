import { createFileRoute } from "@tanstack/react-router";
import { PointPage } from "@/features/purchases/rounds/point-page";

export const Route = createFileRoute("/_signed-in/purchases/$roundId/")({ component: Shown });

function Shown() {
  return <PointPage {...Route.useParams()} />;
}
