import { createFileRoute, Outlet, redirect } from "@tanstack/react-router";
import { isSignedOut } from "@/api/query-client";
import { meQuery } from "@/app/session";
import { Shell } from "@/app/shell";

export const Route = createFileRoute("/_signed-in")({
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queryClient.ensureQueryData(meQuery);
    } catch (error) {
      if (isSignedOut(error)) throw redirect({ to: "/sign-in", search: { to: location.href } });
      throw error;
    }
  },
  component: SignedIn,
});

function SignedIn() {
  return (
    <Shell>
      <Outlet />
    </Shell>
  );
}
