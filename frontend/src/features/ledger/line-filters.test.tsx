import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { ApiProblem } from "@/api/problem";
import { TooLong } from "@/features/ledger/line-filters";
import { show } from "@/test/show";
import { addDays, today } from "@/ui/paris-time";

function refused(status: number) {
  return new ApiProblem({ status, code: "unavailable", title: "Indisponible", detail: "" });
}

function showStatement(error: unknown, search: { q?: string }) {
  const query = { data: undefined, error, refetch: () => undefined };
  return show(
    <TooLong query={query} search={search}>
      le relevé
    </TooLong>,
    { at: "/relevé?q=loyer" },
  );
}

it("advises narrower dates when words are looked for on too long an account, and narrows them", async () => {
  const { router } = showStatement(refused(503), { q: "loyer" });
  expect(await screen.findByText("Il y a trop d’écritures à parcourir")).toBeTruthy();
  expect(screen.queryByText("le relevé")).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Chercher sur les douze derniers mois" }));
  expect(router.state.location.search).toMatchObject({ q: "loyer", from: addDays(today(), -365) });
});

it.each([
  ["nothing is filtered", refused(503), {}],
  ["it is refused for another reason", refused(403), { q: "loyer" }],
  ["it is read", null, { q: "loyer" }],
])("leaves the list to say it when %s", async (_, error, search) => {
  showStatement(error, search);
  expect(await screen.findByText("le relevé")).toBeTruthy();
});
