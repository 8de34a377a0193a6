import { createFileRoute } from "@tanstack/react-router";
import { OrganisationPage } from "@/features/organisations/organisation-page";

export const Route = createFileRoute("/_signed-in/organisations/$organisationId/")({
  component: () => {
    const { organisationId } = Route.useParams();
    return <OrganisationPage key={organisationId} organisationId={organisationId} />;
  },
});
