import { createFileRoute } from "@tanstack/react-router";
import { PoolPage } from "@/features/pools/pool-page";

export const Route = createFileRoute("/_signed-in/pools/$poolId/")({ component: OnePool });

function OnePool() {
  const { poolId } = Route.useParams();
  return <PoolPage key={poolId} id={poolId} />;
}
