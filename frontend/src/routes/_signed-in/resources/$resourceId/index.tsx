import { createFileRoute } from "@tanstack/react-router";
import { ResourcePage } from "@/features/resources/resource-page";

const day = /^\d{4}-\d{2}-\d{2}$/;

export const Route = createFileRoute("/_signed-in/resources/$resourceId/")({
  validateSearch: ({ week }: Record<string, unknown>): { week?: string | undefined } => ({
    week: typeof week === "string" && day.test(week) && !Number.isNaN(Date.parse(week)) ? week : undefined,
  }),
  component: () => <ResourcePage resourceId={Route.useParams().resourceId} week={Route.useSearch().week} />,
});
