import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import type { AnswerOf } from "@/api/client";
import { apiQuery, useApiMutation } from "@/api/hooks";

export type Me = AnswerOf<"get", "/v1/identity/me">;

export const meQuery = apiQuery("/v1/identity/me");

/** The person signed in and whom they act for. Read by the layout before any page is shown. */
export function useMe(): Me {
  return useSuspenseQuery({ ...meQuery, staleTime: 300_000 }).data;
}

/** Whether the screen offers an action; the service decides again in any case. */
export function useCan(permission: string): boolean {
  return useMe().permissions.includes(permission);
}

/** Only a path of this site may be a destination: never another site, never `//elsewhere`. */
export function safeDestination(to: string | undefined): string {
  return to && /^\/(?![/\\])/.test(to) ? to : "/";
}

/** Forgets everything that was read for somebody else, then shows the page asked for. */
export function useBecome() {
  const queryClient = useQueryClient();
  const router = useRouter();
  return async (me: Me, to: string) => {
    queryClient.removeQueries({ predicate: ({ queryKey: [path] }) => path !== meQuery.queryKey[0] });
    queryClient.setQueryData(meQuery.queryKey, me);
    await router.navigate({ href: to });
  };
}

/** Acts for another of my organisations. */
export function useActFor() {
  const become = useBecome();
  return useApiMutation("put", "/v1/identity/sessions/current/organisation", {
    onSuccess: ({ me }) => become(me, "/"),
  });
}

export function useSignOut() {
  const queryClient = useQueryClient();
  const router = useRouter();
  return useApiMutation("delete", "/v1/identity/sessions/current", {
    onSuccess: async () => {
      await router.navigate({ href: "/sign-in" });
      queryClient.clear();
    },
  });
}
