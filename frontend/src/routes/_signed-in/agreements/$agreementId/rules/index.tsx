import { createFileRoute } from "@tanstack/react-router";

export const Route = createFileRoute("/_signed-in/agreements/$agreementId/rules/")({
  component: RouteComponent,
});

function RouteComponent() {
  return <div>Hello "/_signed-in/agreements/$agreementId/rules/"!</div>;
}
