import { createFileRoute } from "@tanstack/react-router";
import { SignInPage } from "@/features/identity/sign-in-page";

export const Route = createFileRoute("/sign-in")({
  validateSearch: (search): { to?: string } => (typeof search.to === "string" ? { to: search.to } : {}),
  component: SignIn,
});

function SignIn() {
  return <SignInPage to={Route.useSearch().to} />;
}
