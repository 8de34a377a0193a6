import {
  type QueryClient,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useState } from "react";
import { type AnswerOf, type CallOf, type ItemOf, type Method, type PathOf, request } from "@/api/client";
import type { ApiProblem } from "@/api/problem";

type Reading<P extends PathOf<"get">> = Pick<CallOf<"get", P>, "path" | "query">;

/** Parameters may be left out when the path asks for none. */
type ReadingArguments<P extends PathOf<"get">, O> =
  Record<never, never> extends CallOf<"get", P>
    ? [reading?: Reading<P>, options?: O]
    : [reading: Reading<P>, options?: O];

type QueryOptions = {
  enabled?: boolean;
  /** Milliseconds during which the answer is shown without asking again. */
  staleTime?: number;
  refetchInterval?: number | false;
};

/** Key and function of a read, for a route's loader or for `useApiQuery`. */
export function apiQuery<P extends PathOf<"get">>(path: P, reading?: Reading<P>) {
  return queryOptions<AnswerOf<"get", P>, ApiProblem>({
    queryKey: [path, reading ?? {}],
    queryFn: ({ signal }) => request("get", path, (reading ?? {}) as unknown as CallOf<"get", P>, signal),
  });
}

/** Reads one object, or one page whose following pages are not needed. */
export function useApiQuery<P extends PathOf<"get">>(
  path: P,
  ...[reading, options]: ReadingArguments<P, QueryOptions>
) {
  return useQuery({ ...apiQuery(path, reading), ...options });
}

/** Reads a list page by page; `data` is the list of all the items read so far. */
export function useApiInfinite<P extends PathOf<"get">>(
  path: P,
  ...[reading, options]: ReadingArguments<P, QueryOptions>
) {
  type Page = { items: ItemOf<P>[]; next_cursor: string | null };
  return useInfiniteQuery({
    queryKey: [path, reading ?? {}, "pages"],
    queryFn: async ({ pageParam, signal }): Promise<Page> => {
      const { query, ...rest } = (reading ?? {}) as { query?: object };
      // The first page has no cursor at all: an empty one is a malformed one.
      const cursor = pageParam === null ? {} : { cursor: pageParam };
      const call = { ...rest, query: { ...query, ...cursor } } as CallOf<"get", P>;
      return (await request("get", path, call, signal)) as unknown as Page;
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    select: (data) => data.pages.flatMap((page) => page.items),
    throwOnError: false,
    ...options,
  });
}

type MutationOptions<A> = {
  /** Path prefixes whose answers this call makes out of date, e.g. `["/v1/bookings"]`. */
  invalidates?: string[];
  /** Called once the lists concerned are asked again. */
  onSuccess?: (answer: A) => void | Promise<void>;
};

/** A call needs no argument when it has neither parameters nor body. */
type Variables<M extends Method, P extends PathOf<M>> =
  Record<never, never> extends CallOf<M, P> ? CallOf<M, P> | undefined : CallOf<M, P>;

/** Changes something. It is never retried by itself: the person decides, with the same idempotency key. */
export function useApiMutation<M extends Exclude<Method, "get">, P extends PathOf<M>>(
  method: M,
  path: P,
  { invalidates = [], onSuccess }: MutationOptions<AnswerOf<M, P>> = {},
) {
  const queryClient = useQueryClient();
  return useMutation<AnswerOf<M, P>, ApiProblem, Variables<M, P>>({
    mutationFn: (call) => request(method, path, (call ?? {}) as CallOf<M, P>),
    onSuccess: async (answer) => {
      await invalidate(queryClient, invalidates);
      await onSuccess?.(answer);
    },
  });
}

/** Asks again for everything read under one of these path prefixes. */
export function invalidate(queryClient: QueryClient, prefixes: string[]): Promise<void> {
  return queryClient.invalidateQueries({
    predicate: ({ queryKey: [path] }) =>
      typeof path === "string" && prefixes.some((prefix) => path.startsWith(prefix)),
  });
}

/**
 * A key made when a form opens and kept while the person tries again, so that a retry after a lost
 * answer has one effect. `renew` starts another intention (the form is used a second time).
 */
export function useIdempotencyKey(): { key: string; renew: () => void } {
  const [key, setKey] = useState(newKey);
  return { key, renew: () => setKey(newKey()) };
}

/** `randomUUID` exists only on secure origins; a server reached by plain HTTP on a local network is not one. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
