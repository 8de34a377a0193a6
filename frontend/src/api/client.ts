import createClient from "openapi-fetch";
import { isNamed, problemFrom, unanswered } from "@/api/problem";
import type { paths } from "@/api/schema.gen";

export type Method = "get" | "post" | "put" | "patch" | "delete";

/** Paths of the contract that answer to a method. */
export type PathOf<M extends Method> = {
  [P in keyof paths]: paths[P] extends Record<M, { responses: unknown }> ? P : never;
}[keyof paths];

type Operation<M extends Method, P extends keyof paths> = paths[P] extends Record<M, infer O> ? O : never;

type Loose<Q> = { [K in keyof Q]: Q[K] | undefined };

type PathPart<O> = O extends { parameters: { path: infer X extends object } }
  ? { path: X }
  : { path?: never };

type QueryPart<O> = O extends { parameters: { query: infer Q extends object } }
  ? { query: Loose<Q> }
  : O extends { parameters: { query?: infer Q } }
    ? [Q] extends [undefined]
      ? { query?: never }
      : { query?: Loose<NonNullable<Q>> | undefined }
    : { query?: never };

/** A body is JSON, except for the few paths that take a file. */
type Payload<C> = C extends { "application/json": infer J }
  ? J
  : C extends { "application/merge-patch+json": infer J }
    ? J
    : Blob | FormData;

type BodyPart<O> = O extends { requestBody: { content: infer C } }
  ? { body: Payload<C> }
  : O extends { requestBody?: { content: infer C } }
    ? { body?: Payload<C> }
    : { body?: never };

/** What a call is given: the path's and query's parameters, the body. Headers have their own words. */
export type CallOf<M extends Method, P extends keyof paths> = PathPart<Operation<M, P>> &
  QueryPart<Operation<M, P>> &
  BodyPart<Operation<M, P>> & {
    /** Version of the object as it was read: sent as `If-Match`. */
    version?: number | undefined;
    /** One intention of a person, kept through retries: see `useIdempotencyKey`. */
    idempotencyKey?: string | undefined;
  };

type Success<R> = {
  [S in keyof R]: S extends 200 | 201 | 202
    ? R[S] extends { content: { "application/json": infer B } }
      ? B
      : undefined
    : never;
}[keyof R];

/** What a call answers, `undefined` when it answers nothing (204). */
export type AnswerOf<M extends Method, P extends keyof paths> =
  Operation<M, P> extends { responses: infer R }
    ? [Success<R>] extends [never]
      ? undefined
      : Success<R>
    : never;

/** One element of a list's `items`. */
export type ItemOf<P extends PathOf<"get">> = AnswerOf<"get", P> extends { items: (infer I)[] } ? I : never;

/** Beyond this, a person has given up: the screen says so instead of turning for ever. */
const readTimeout = 20_000;

const client = createClient<paths>({
  baseUrl: window.location.origin,
  credentials: "same-origin",
  fetch: (input) => globalThis.fetch(input),
  bodySerializer: (body: unknown) =>
    body instanceof Blob || body instanceof FormData ? body : JSON.stringify(body),
});

type LooseCall = {
  path?: object | undefined;
  query?: object | undefined;
  body?: unknown;
  version?: number | undefined;
  idempotencyKey?: string | undefined;
};

/** One call to the service. Refusals and silence are thrown as `ApiProblem`. */
export async function request<M extends Method, P extends PathOf<M>>(
  method: M,
  path: P,
  call: CallOf<M, P>,
  signal?: AbortSignal,
): Promise<AnswerOf<M, P>> {
  const { path: pathParams, query, body, version, idempotencyKey }: LooseCall = call;
  const outcome = await send(method, path, {
    params: { path: pathParams, query },
    ...(body === undefined ? {} : { body }),
    headers: headersFor({ body, version, idempotencyKey }),
    signal: method === "get" ? withTimeout(signal) : signal,
  });
  if (!outcome.response.ok) throw problemFrom(outcome.response, outcome.error);
  return outcome.data as AnswerOf<M, P>;
}

/** openapi-fetch types one literal path at a time; `request` has already checked the call. */
const sendUntyped = client.request as unknown as (
  method: string,
  path: string,
  init: RequestParts,
) => Promise<{ data?: unknown; error?: unknown; response: Response }>;

type RequestParts = {
  params: { path: object | undefined; query: object | undefined };
  body?: unknown;
  headers: Record<string, string>;
  signal: AbortSignal | undefined;
};

async function send(method: string, path: string, init: RequestParts) {
  try {
    return await sendUntyped(method, path, init);
  } catch (cause) {
    // The page was left: TanStack Query expects its own abort back.
    if (isNamed(cause, "AbortError")) throw cause;
    throw unanswered(cause);
  }
}

function headersFor({ body, version, idempotencyKey }: LooseCall): Record<string, string> {
  const headers: Record<string, string> = { "Accept-Language": document.documentElement.lang || "fr" };
  if (body instanceof Blob) headers["Content-Type"] = body.type || "application/octet-stream";
  if (version !== undefined) headers["If-Match"] = `"${version}"`;
  if (idempotencyKey !== undefined) headers["Idempotency-Key"] = idempotencyKey;
  return headers;
}

function withTimeout(signal: AbortSignal | undefined): AbortSignal {
  const timeout = AbortSignal.timeout(readTimeout);
  return signal ? AbortSignal.any([signal, timeout]) : timeout;
}
