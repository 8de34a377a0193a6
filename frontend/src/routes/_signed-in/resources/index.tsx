import { createFileRoute } from "@tanstack/react-router";

export const Route = createFileRoute("/_signed-in/resources/")({
  component: RouteComponent,
});

function RouteComponent() {
  return <div>Hello "/_signed-in/resources/"!</div>;
}
