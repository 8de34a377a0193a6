import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { isProblem } from "@/api/problem";

/** A refusal is an answer: asking again would get the same one. Silence and overload deserve two more tries. */
export function worthRetrying(failures: number, error: unknown): boolean {
  const refused = isProblem(error) && error.status >= 400 && error.status < 500;
  return !refused && failures < 2;
}

/** Signed out, as opposed to a password that was mistyped. */
export function isSignedOut(error: unknown): boolean {
  return isProblem(error) && error.status === 401 && error.code !== "wrong_credentials";
}

export function createQueryClient(onSignedOut: () => void): QueryClient {
  const onError = (error: unknown) => {
    if (isSignedOut(error)) onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { retry: worthRetrying, staleTime: 30_000, networkMode: "always" },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}
