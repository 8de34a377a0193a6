import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Suspense } from "react";
import { expect, it } from "vitest";
import { VotePanel } from "@/features/decisions/vote-panel";
import type { Decision } from "@/features/decisions/words";
import { refusal, standInForTheService } from "@/test/service";
import { show } from "@/test/show";

const { serve, received } = standInForTheService();

const tilleuls = { id: "o1", name: "Les Tilleuls" };
const parc = { id: "o2", name: "Le Parc" };
const glycines = { id: "o3", name: "Les Glycines" };

const elector = (organisation: typeof parc, proxy_to: typeof parc | null = null) => ({
  organisation,
  college: null,
  votes: 1,
  chair: false,
  voted: false,
  choice: null,
  cast_by: null,
  proxy_to,
});

const mine = {
  has_vote: true,
  votes: 1,
  voted: false,
  choice: null,
  may_vote: true,
  why_not: null,
  mandate: {
    id: "m1",
    role: "director",
    person_name: "Paul Mercier",
    organisation_name: "Les Tilleuls",
    may_vote: true,
  },
  proxy_given: null,
  proxies_held: [],
  may_give_proxy: true,
} as unknown as Decision["mine"];

const decision = {
  id: "d1",
  ballot: "named",
  state: "open",
  opens_at: "2026-11-01T00:00:00Z",
  closes_at: "2999-11-30T00:00:00Z",
  proxy_limit: 1,
  electorate: [elector(tilleuls), elector(parc), elector(glycines, parc)],
  mine,
} as unknown as Decision;

function showPanel(changes: Partial<Decision> = {}, permissions = ["decisions.vote"]) {
  serve({
    "GET /v1/identity/me": () => ({
      body: {
        permissions,
        acting_for: { organisation_id: "o1", organisation_name: "Les Tilleuls" },
      },
    }),
  });
  show(
    <Suspense>
      <VotePanel decision={{ ...decision, ...changes }} running />
    </Suspense>,
  );
}

it("says for whom one votes, then that a ballot is final and who will read it, before it is cast", async () => {
  serve({ "POST /v1/decisions/d1/ballots": () => ({ status: 201, body: {} }) });
  showPanel();
  expect(await screen.findByText(/avec un mandat de direction \(Paul Mercier\)/)).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "Contre" }));
  const dialog = await screen.findByRole("dialog", { name: "Voter contre ?" });
  expect(within(dialog).getByText(/Il est définitif/)).toBeTruthy();
  expect(within(dialog).getByText(/liront que Les Tilleuls a voté «\scontre\s»/)).toBeTruthy();
  expect(received.some(({ method }) => method === "POST")).toBe(false);

  await userEvent.click(within(dialog).getByRole("button", { name: "Voter contre" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  const sent = received.find(({ method }) => method === "POST");
  expect(await sent?.json()).toEqual({ choice: "no", organisation_id: null });
  expect(sent?.headers.get("Idempotency-Key")).toBeTruthy();
});

it("promises the secret of a secret ballot, and nothing more", async () => {
  showPanel({ ballot: "secret" });
  await userEvent.click(await screen.findByRole("button", { name: "Abstention" }));
  expect(await screen.findByText(/personne ne lira ce choix, pas même vous/)).toBeTruthy();
  expect(screen.queryByText(/liront que/)).toBeNull();
});

it("votes for the organisation that gave its proxy, under its own name", async () => {
  serve({ "POST /v1/decisions/d1/ballots": () => ({ status: 201, body: {} }) });
  const proxies_held = [{ id: "x1", giver: parc, holder: tilleuls, voted: false }];
  showPanel({ mine: { ...mine, may_give_proxy: false, proxies_held } as Decision["mine"] });
  const forParc = await screen.findByRole("group", { name: "Vote de Le Parc" });
  await userEvent.click(within(forParc).getByRole("button", { name: "Pour" }));
  await userEvent.click(await screen.findByRole("button", { name: "Voter pour" }));
  await waitFor(async () => {
    const sent = received.find(({ method }) => method === "POST");
    expect(await sent?.clone().json()).toEqual({ choice: "yes", organisation_id: "o2" });
  });
});

it("keeps the question open and says why when a ballot is refused", async () => {
  serve({
    "POST /v1/decisions/d1/ballots": () =>
      refusal(409, "already_voted", { title: "Déjà voté", detail: "Un vote ne se reprend pas." }),
  });
  showPanel();
  await userEvent.click(await screen.findByRole("button", { name: "Pour" }));
  await userEvent.click(await screen.findByRole("button", { name: "Voter pour" }));
  expect(await screen.findByText("Un vote ne se reprend pas.")).toBeTruthy();
});

it("says why one cannot vote, and who can change it", async () => {
  const without = { ...mine, may_vote: false, why_not: "Votre mandat ne comprend pas le pouvoir de voter." };
  const mandate = { ...mine.mandate, may_vote: false };
  showPanel({ mine: { ...without, mandate } as Decision["mine"] }, ["decisions.read"]);
  expect(await screen.findByText(/Votre mandat ne comprend pas le pouvoir de voter/)).toBeTruthy();
  expect(screen.getByText(/La direction de votre organisation peut vous le donner/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Pour" })).toBeNull();
  expect(screen.queryByRole("button", { name: "Donner procuration…" })).toBeNull();
});

it("offers as holders only those that can still hold a proxy, and says of the others why", async () => {
  showPanel();
  await userEvent.click(await screen.findByRole("button", { name: "Donner procuration…" }));
  await userEvent.click(
    await screen.findByRole("combobox", { name: "Organisation qui votera pour la vôtre" }),
  );
  const full = await screen.findByRole("option", { name: /Le Parc \(tient déjà toutes/, hidden: true });
  expect(full.hasAttribute("data-combobox-disabled")).toBe(true);
  expect(screen.getByRole("option", { name: "Les Glycines (a donné la sienne)", hidden: true })).toBeTruthy();
  expect(screen.queryByRole("option", { name: /Les Tilleuls/, hidden: true })).toBeNull();
});
