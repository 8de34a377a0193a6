import { createFileRoute } from "@tanstack/react-router";
import { WhatIfPage } from "@/features/allocations/what-if-page";

export const Route = createFileRoute("/_signed-in/allocations/$allocationId/what-if")({
  component: WhatIf,
});

function WhatIf() {
  const { allocationId } = Route.useParams();
  return <WhatIfPage key={allocationId} allocationId={allocationId} />;
}
