import { createFileRoute } from "@tanstack/react-router";
import { EditResourcePage } from "@/features/resources/edit-resource-page";

export const Route = createFileRoute("/_signed-in/resources/$resourceId/edit")({
  component: () => <EditResourcePage resourceId={Route.useParams().resourceId} />,
});
