import { createFileRoute } from "@tanstack/react-router";
import { FundPage } from "@/features/funds/fund-page";

export const Route = createFileRoute("/_signed-in/funds/$fundId/")({
  component: () => <FundPage fundId={Route.useParams().fundId} />,
});
