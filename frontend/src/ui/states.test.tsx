import { act, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ApiProblem } from "@/api/problem";
import { show } from "@/test/show";
import { ErrorState, LoadingState } from "@/ui/states";

afterEach(() => {
  vi.useRealTimers();
});

describe("ErrorState", () => {
  it("says why, and the number to quote", async () => {
    const error = new ApiProblem({
      status: 500,
      code: "unexpected_answer",
      title: "Panne",
      detail: "Le service a failli.",
      request_id: "req-42",
    });
    show(<ErrorState error={error} onRetry={() => undefined} />);
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain("Le service a failli.");
    expect(alert.textContent).toContain("req-42");
    expect(screen.getByRole("button", { name: "Réessayer" })).toBeDefined();
  });
});

describe("ErrorState of what does not exist", () => {
  it("leads back instead of offering to try again", async () => {
    const error = new ApiProblem({
      status: 404,
      code: "not_found",
      title: "Introuvable",
      detail: "Cet élément n’existe pas, ou vous n’y avez pas accès.",
      request_id: "req-43",
    });
    show(<ErrorState error={error} onRetry={() => undefined} />);
    const alert = await screen.findByRole("alert");
    expect(screen.getByRole("link", { name: "Revenir à l’accueil" }).getAttribute("href")).toBe("/");
    expect(screen.queryByRole("button", { name: "Réessayer" })).toBeNull();
    expect(alert.textContent).not.toContain("req-43");
  });
});

describe("LoadingState", () => {
  it("does not wait for ever", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    show(<LoadingState />);
    expect(await screen.findByRole("status", { name: "Chargement en cours" })).toBeDefined();
    act(() => vi.advanceTimersByTime(15_000));
    expect(screen.getByRole("alert").textContent).toContain("La réponse tarde");
  });
});
