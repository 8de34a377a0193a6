import { createFileRoute } from "@tanstack/react-router";
import { VatOpinionPage } from "@/features/allocations/vat-opinion-page";

export const Route = createFileRoute("/_signed-in/allocations/vat/$opinionId")({
  component: Opinion,
});

function Opinion() {
  const { opinionId } = Route.useParams();
  return <VatOpinionPage key={opinionId} opinionId={opinionId} />;
}
