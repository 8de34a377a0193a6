import { createFileRoute } from "@tanstack/react-router";
import { ProjectPage } from "@/features/funds/project-page";

export const Route = createFileRoute("/_signed-in/funds/$fundId/projects/$projectId")({
  component: Project,
});

function Project() {
  const { fundId, projectId } = Route.useParams();
  return <ProjectPage fundId={fundId} projectId={projectId} />;
}
