import { describe, expect, it, vi } from "vitest";
import { request } from "@/api/client";
import { isProblem } from "@/api/problem";
import { refusal, standInForTheService } from "@/test/service";

const { serve, received } = standInForTheService();

const refusedWith = async (call: Promise<unknown>) => {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!isProblem(error)) throw new Error(`not a problem: ${String(error)}`);
  return error;
};

describe("request", () => {
  it("answers what the service says", async () => {
    serve({ "GET /v1/identity/members": () => ({ body: { items: [], next_cursor: null } }) });
    expect(await request("get", "/v1/identity/members", {})).toEqual({ items: [], next_cursor: null });
  });

  it("answers nothing to a 204", async () => {
    serve({ "DELETE /v1/identity/sessions/current": () => ({ status: 204 }) });
    expect(await request("delete", "/v1/identity/sessions/current", {})).toBeUndefined();
  });

  it("asks in the language of the screen", async () => {
    serve({ "GET /v1/identity/members": () => ({ body: {} }) });
    document.documentElement.lang = "en";
    await request("get", "/v1/identity/members", {});
    document.documentElement.lang = "fr";
    expect(received[0]?.headers.get("Accept-Language")).toBe("en");
  });

  it("sends the version read as a strong ETag, and the key of the person's intention", async () => {
    serve({ "PATCH /v1/identity/members/m1": () => ({ body: {} }) });
    await request("patch", "/v1/identity/members/{mandate_id}", {
      path: { mandate_id: "m1" },
      body: { role: "reader" },
      version: 3,
      idempotencyKey: "k",
    });
    expect(received[0]?.headers.get("If-Match")).toBe('"3"');
    expect(received[0]?.headers.get("Idempotency-Key")).toBe("k");
    expect(await received[0]?.json()).toEqual({ role: "reader" });
  });

  it("leaves out the parameters that have no value", async () => {
    serve({ "GET /v1/organisations": () => ({ body: {} }) });
    await request("get", "/v1/organisations", { query: { q: "été", limit: undefined } });
    expect(new URL(received[0]?.url ?? "").search).toBe(`?q=${encodeURIComponent("été")}`);
  });

  it("throws a refusal with all that it says", async () => {
    serve({
      "DELETE /v1/identity/members/m1": () =>
        refusal(409, "last_director", { context: { since: "2026-01-01" } }),
    });
    const call = request("delete", "/v1/identity/members/{mandate_id}", {
      path: { mandate_id: "m1" },
      version: 1,
    });
    expect(await refusedWith(call)).toMatchObject({
      status: 409,
      code: "last_director",
      detail: "Pour une raison dite ici.",
      context: { since: "2026-01-01" },
      requestId: "req-7",
      errors: [],
    });
  });

  it("does not show people the page of a proxy", async () => {
    serve({ "GET /v1/identity/members": () => ({ status: 502, body: "<html>Bad gateway</html>" }) });
    const problem = await refusedWith(request("get", "/v1/identity/members", {}));
    expect(problem).toMatchObject({ status: 502, code: "unexpected_answer", detail: "" });
  });

  it("says that nothing answered when the network is gone", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
    expect(await refusedWith(request("get", "/v1/identity/members", {}))).toMatchObject({
      status: 0,
      code: "unreachable",
    });
  });

  it("gives back the abort of a page that was left, which is not a problem", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new DOMException("left", "AbortError")));
    await expect(request("get", "/v1/identity/members", {})).rejects.toMatchObject({ name: "AbortError" });
  });
});
