import { fireEvent, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Suspense } from "react";
import { expect, it } from "vitest";
import type { Agreement } from "@/features/exits/agreement";
import type { ExitSearch } from "@/features/exits/search";
import { Simulator } from "@/features/exits/simulator";
import type { Simulation } from "@/features/exits/words";
import { refusal, standInForTheService } from "@/test/service";
import { show } from "@/test/show";

const { serve, received } = standInForTheService();

const agreement = { id: "a1", state: "active", parties: [] as Agreement["parties"] } as Agreement;
const home = { to: "/pools/$poolId", params: { poolId: "a1" } };
const simulation: Simulation = {
  agreement_id: "a1",
  agreement_name: "Fonds",
  party_id: "p2",
  organisation_id: "o2",
  rules_number: 3,
  notice_on: "2190-06-15",
  notice_given: false,
  earliest_on: "2190-12-31",
  leave_on: "2190-12-31",
  why: "On part à la fin d’une année civile.",
  owes: {
    amount_cents: 90_000,
    later_cents: 0,
    through: "2190-12-31",
    other_units: [{ unit: "HOUR/2", amount: 1250 }],
    account_ids: ["due"],
  },
  gets_back: {
    stake_cents: 0,
    repaid_cents: 0,
    kept_cents: 0,
    why: "Votre organisation n’a pas d’apport avec droit de reprise.",
    instalments: [],
    account_ids: [],
  },
  net_cents: -90_000,
  commitments: [],
  lost: { votes: [], bookings: [], resources: [], projects: [] },
  shares: [],
  shares_withheld: "Les règles ne vous montrent pas les apports des autres.",
  votes: null,
  sentences: ["Vous devez 900,00 €."],
};

function showSimulator(search: ExitSearch, permissions = ["agreements.sign"]) {
  serve({
    "GET /v1/identity/me": () => ({ body: { permissions } }),
    "GET /v1/funds": () => ({ body: { items: [], next_cursor: null } }),
  });
  return show(
    <Suspense>
      <Simulator agreement={agreement} home={home} search={search} />
    </Suspense>,
    { at: "/exits/a1" },
  );
}

it("says what one would pay, in euros and in hours, and where it comes from", async () => {
  serve({ "GET /v1/exits/simulation": () => ({ body: simulation }) });
  showSimulator({ notice: "2190-06-15" });
  const total = (await screen.findByText("Au total, vous verseriez")).parentElement;
  expect(total?.textContent?.replace(/\s/g, " ")).toContain("900,00 €");
  expect(screen.getByText(/12,5.heures/)).toBeTruthy();
  expect(screen.getByRole("link", { name: "D’où vient ce chiffre" }).getAttribute("href")).toBe(
    "/ledger/a1/accounts/due",
  );
  expect(screen.getByText(simulation.shares_withheld ?? "")).toBeTruthy();
  expect(screen.getByText(/Les voix suivent les apports/)).toBeTruthy();
  expect(screen.getByRole("link", { name: "Donner notre préavis aujourd’hui…" }).getAttribute("href")).toBe(
    "/pools/a1#preavis",
  );
});

it("proposes the earliest day when the one wished is too soon", async () => {
  serve({
    "GET /v1/exits/simulation": () =>
      refusal(409, "notice_too_short", { context: { earliest: "2190-12-31" } }),
  });
  const { router } = showSimulator({ notice: "2190-06-15", leave: "2190-07-01" });
  await userEvent.click(await screen.findByRole("button", { name: "Choisir le 31 décembre 2190" }));
  await expect.poll(() => router.state.location.search).toMatchObject({ leave: "2190-12-31" });
});

it("asks nothing for a day that has passed, and says why", async () => {
  showSimulator({ notice: "2001-06-15" });
  expect(await screen.findByText("Un préavis se donne aujourd’hui au plus tôt.")).toBeTruthy();
  expect(received.some(({ url }) => url.includes("/simulation"))).toBe(false);
});

it("keeps in the address the days that can be read, whatever is being typed", async () => {
  serve({ "GET /v1/exits/simulation": () => ({ body: simulation }) });
  const { router } = showSimulator({});
  const wished = await screen.findByLabelText("Dernier jour dans l’accord (facultatif)");
  fireEvent.change(wished, { target: { value: "0219-12-31" } });
  expect(router.state.location.search).toEqual({});
  fireEvent.change(wished, { target: { value: "2191-12-31" } });
  await expect.poll(() => router.state.location.search).toMatchObject({ leave: "2191-12-31" });
});

it("tells who may give notice to those whose mandate does not allow to sign", async () => {
  serve({ "GET /v1/exits/simulation": () => ({ body: simulation }) });
  showSimulator({ notice: "2190-06-15" }, []);
  expect(await screen.findByText(/le préavis revient à la direction/)).toBeTruthy();
  expect(screen.queryByRole("link", { name: /Donner notre préavis/ })).toBeNull();
});
