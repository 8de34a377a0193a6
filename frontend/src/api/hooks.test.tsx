import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { useApiInfinite, useApiMutation, useApiQuery, useIdempotencyKey } from "@/api/hooks";
import { refusal, standInForTheService } from "@/test/service";
import { show } from "@/test/show";
import { LoadMore } from "@/ui/load-more";
import { Loaded } from "@/ui/states";

const { serve, received } = standInForTheService();
const addresses = () => received.map(({ url }) => new URL(url).search);

function Sessions() {
  const sessions = useApiInfinite("/v1/identity/sessions");
  return (
    <>
      <Loaded query={sessions}>{(items) => items.map(({ id }) => <p key={id}>{id}</p>)}</Loaded>
      <LoadMore query={sessions} />
    </>
  );
}

describe("useApiInfinite", () => {
  it("asks for the first page without a cursor, then follows the cursors to the end", async () => {
    serve({
      "GET /v1/identity/sessions": (_, url) =>
        url.searchParams.has("cursor")
          ? { body: { items: [{ id: "second" }], next_cursor: null } }
          : { body: { items: [{ id: "first" }], next_cursor: "c1" } },
    });
    show(<Sessions />);
    await screen.findByText("first");
    await userEvent.click(screen.getByRole("button", { name: "Afficher la suite" }));
    await screen.findByText("second");
    expect(screen.getByText("first")).toBeDefined();
    expect(screen.queryByRole("button", { name: "Afficher la suite" })).toBeNull();
    expect(addresses()).toEqual(["", "?cursor=c1"]);
  });
});

function Renaming() {
  const me = useApiQuery("/v1/identity/me");
  const sessions = useApiQuery("/v1/identity/sessions");
  const { key } = useIdempotencyKey();
  const rename = useApiMutation("patch", "/v1/identity/me", { invalidates: ["/v1/identity/me"] });
  return (
    <>
      <p>{me.data && sessions.data ? "read" : "reading"}</p>
      <button type="button" onClick={() => rename.mutate({ body: { name: "Ana" }, idempotencyKey: key })}>
        Renommer
      </button>
      <p>{rename.error?.code ?? (rename.isSuccess ? "renamed" : "")}</p>
    </>
  );
}

describe("useApiMutation", () => {
  const reads = {
    "GET /v1/identity/me": () => ({ body: {} }),
    "GET /v1/identity/sessions": () => ({ body: {} }),
  };
  const asked = (method: string) => received.filter((request) => request.method === method);

  it("asks again for what it made out of date, and for nothing else", async () => {
    serve({ ...reads, "PATCH /v1/identity/me": () => ({ body: {} }) });
    show(<Renaming />);
    await screen.findByText("read");
    await userEvent.click(screen.getByRole("button", { name: "Renommer" }));
    await screen.findByText("renamed");
    expect(asked("GET").map(({ url }) => new URL(url).pathname)).toEqual([
      "/v1/identity/me",
      "/v1/identity/sessions",
      "/v1/identity/me",
    ]);
  });

  it("keeps the same key when a person tries again", async () => {
    serve({ ...reads, "PATCH /v1/identity/me": () => refusal(503, "unavailable") });
    show(<Renaming />);
    await screen.findByText("read");
    await userEvent.click(screen.getByRole("button", { name: "Renommer" }));
    await screen.findByText("unavailable");
    expect(asked("PATCH")).toHaveLength(1);
    await userEvent.click(screen.getByRole("button", { name: "Renommer" }));
    await expect.poll(() => asked("PATCH").length).toBe(2);
    const keys = asked("PATCH").map(({ headers }) => headers.get("Idempotency-Key"));
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(keys[1]).toBe(keys[0]);
  });
});
