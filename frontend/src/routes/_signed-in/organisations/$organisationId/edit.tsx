import { createFileRoute } from "@tanstack/react-router";
import { EditOrganisationPage } from "@/features/organisations/edit-page";

export const Route = createFileRoute("/_signed-in/organisations/$organisationId/edit")({
  component: () => <EditOrganisationPage organisationId={Route.useParams().organisationId} />,
});
