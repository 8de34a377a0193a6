import { createFileRoute } from "@tanstack/react-router";
import { EditPoolPage } from "@/features/pools/edit-pool-page";

export const Route = createFileRoute("/_signed-in/pools/$poolId/edit")({ component: EditPool });

function EditPool() {
  const { poolId } = Route.useParams();
  return <EditPoolPage key={poolId} id={poolId} />;
}
