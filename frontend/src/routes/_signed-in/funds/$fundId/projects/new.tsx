import { createFileRoute } from "@tanstack/react-router";
import { NewProjectPage } from "@/features/funds/new-project-page";
import { readNewProjectSearch } from "@/features/funds/search";

export const Route = createFileRoute("/_signed-in/funds/$fundId/projects/new")({
  validateSearch: readNewProjectSearch,
  component: NewProject,
});

function NewProject() {
  return <NewProjectPage fundId={Route.useParams().fundId} call={Route.useSearch().call} />;
}
