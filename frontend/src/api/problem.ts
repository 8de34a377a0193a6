import type { operations } from "@/api/schema.gen";

type RefusalOf<O> = O extends { responses: infer R }
  ? { [S in keyof R]: R[S] extends { content: { "application/problem+json": infer B } } ? B : never }[keyof R]
  : never;

type CodeOf<R> = R extends { code: infer C } ? C : never;

/** Every refusal the contract knows, so that a misspelt code does not compile. */
type ContractCode = CodeOf<RefusalOf<operations[keyof operations]>>;

/** What may go wrong before the service answers, or when something else answers in its place. */
type LocalCode = "unreachable" | "timed_out" | "unexpected_answer";

export type ProblemCode = ContractCode | LocalCode;

export type ProblemError = { pointer: string; message: string; code: string };

type ProblemDocument = {
  status: number;
  code: ProblemCode;
  title: string;
  detail: string;
  errors?: ProblemError[] | null;
  context?: Record<string, unknown> | null;
  request_id?: string | null;
};

/** A refusal or failure of the service (RFC 9457). `status` is 0 when nothing answered. */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  readonly status: number;
  readonly code: ProblemCode;
  readonly title: string;
  readonly detail: string;
  readonly errors: ProblemError[];
  readonly context: Record<string, unknown>;
  readonly requestId: string | null;

  constructor(document: ProblemDocument, options?: ErrorOptions) {
    super(document.detail || document.title || document.code, options);
    this.status = document.status;
    this.code = document.code;
    this.title = document.title;
    this.detail = document.detail;
    this.errors = document.errors ?? [];
    this.context = document.context ?? {};
    this.requestId = document.request_id ?? null;
  }
}

/** True for any problem, or for one of the given codes. */
export function isProblem(error: unknown, ...codes: ProblemCode[]): error is ApiProblem {
  return error instanceof ApiProblem && (codes.length === 0 || codes.includes(error.code));
}

/** The browser tells its interruptions apart by name. */
export function isNamed(cause: unknown, name: string): boolean {
  return typeof cause === "object" && cause !== null && "name" in cause && cause.name === name;
}

/** The service did not answer: no network, or it took too long. */
export function unanswered(cause: unknown): ApiProblem {
  const timedOut = isNamed(cause, "TimeoutError");
  return new ApiProblem(
    { status: 0, code: timedOut ? "timed_out" : "unreachable", title: "", detail: "" },
    { cause },
  );
}

/** Reads a refusal; a body that is not a problem document (a proxy's page) is not shown to people. */
export function problemFrom(response: Response, body: unknown): ApiProblem {
  if (isProblemDocument(body)) return new ApiProblem({ ...body, status: response.status });
  return new ApiProblem({
    status: response.status,
    code: "unexpected_answer",
    title: "",
    detail: "",
    request_id: response.headers.get("X-Request-Id"),
  });
}

function isProblemDocument(body: unknown): body is ProblemDocument {
  return (
    typeof body === "object" &&
    body !== null &&
    "code" in body &&
    typeof body.code === "string" &&
    "title" in body &&
    typeof body.title === "string" &&
    "detail" in body &&
    typeof body.detail === "string"
  );
}
