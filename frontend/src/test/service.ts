import { afterEach, beforeEach, vi } from "vitest";

type Answer = { status?: number; body?: unknown };
type Handler = (request: Request, url: URL) => Answer | Promise<Answer>;

/**
 * Answers in place of the service: `serve({ "GET /v1/identity/me": () => ({ body: me }) })`.
 * Every request received is in `received`, in order. An unforeseen one fails the test.
 */
export function standInForTheService() {
  const received: Request[] = [];
  let handlers: Record<string, Handler> = {};

  beforeEach(() => {
    received.length = 0;
    handlers = {};
    vi.stubGlobal("fetch", async (request: Request) => {
      received.push(request.clone());
      const url = new URL(request.url);
      const handler = handlers[`${request.method} ${url.pathname}`];
      if (!handler) throw new Error(`unforeseen request: ${request.method} ${url.pathname}`);
      const { status = 200, body } = await handler(request, url);
      return answer(status, body);
    });
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  return {
    received,
    serve: (more: Record<string, Handler>) => {
      handlers = { ...handlers, ...more };
    },
  };
}

function answer(status: number, body: unknown): Response {
  if (body === undefined) return new Response(null, { status });
  const type = status < 400 ? "application/json" : "application/problem+json";
  return new Response(JSON.stringify(body), { status, headers: { "Content-Type": type } });
}

/** A problem document, as the service writes it. */
export function refusal(status: number, code: string, more: object = {}): Answer {
  return {
    status,
    body: {
      type: `/problems/${code}`,
      title: "Refus",
      detail: "Pour une raison dite ici.",
      status,
      code,
      instance: null,
      request_id: "req-7",
      errors: null,
      ...more,
    },
  };
}
