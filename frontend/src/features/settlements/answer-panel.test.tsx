import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Suspense } from "react";
import { expect, it } from "vitest";
import { AnswerPanel } from "@/features/settlements/answer-panel";
import { LeadPanel } from "@/features/settlements/lead-panel";
import { OurChange } from "@/features/settlements/our-change";
import type { Settlement } from "@/features/settlements/words";
import { refusal, standInForTheService } from "@/test/service";
import { show } from "@/test/show";

const { serve, received } = standInForTheService();

const mine = {
  organisation_id: "b",
  organisation_name: "Les Tilleuls",
  owes_cents: 30_000,
  owed_cents: 5_000,
  net_cents: -25_000,
  must_accept: true,
  answer: null,
  answered_at: null,
  note: null,
};
const pool = { id: null, name: "Caisse commune" };
const item = (cents: number, debtor: string | null, creditor: string | null) => ({
  statement_id: `${debtor}${creditor}`,
  reference: "2026-0001",
  kind: "call" as const,
  title: "Charges",
  due_on: "2026-12-01",
  debtor_id: debtor,
  debtor_name: debtor ?? pool.name,
  creditor_id: creditor,
  creditor_name: creditor ?? pool.name,
  cents,
});
const proposed = {
  id: "s1",
  agreement_id: "a1",
  number: 3,
  state: "proposed",
  proposed_by_name: "La Salette",
  awaited: 2,
  mine,
  may_answer: true,
  payments_before: 14,
  payments_after: 6,
  items: [item(30_000, "b", null), item(5_000, "c", "b")],
  transfers: [
    { id: "t1", payer_id: "b", payer_name: "b", payee_id: null, payee_name: pool.name, cents: 25_000 },
  ],
  may_withdraw: false,
  may_carry_out: false,
} as unknown as Settlement;

function showPanels(settlement: Settlement, permissions = ["settlements.accept", "settlements.manage"]) {
  serve({
    "GET /v1/identity/me": () => ({ body: { permissions, acting_for: { organisation_id: "b" } } }),
  });
  show(
    <Suspense>
      <LeadPanel settlement={settlement} />
      <AnswerPanel settlement={settlement} />
      {settlement.mine ? <OurChange settlement={settlement} mine={settlement.mine} /> : null}
    </Suspense>,
  );
}

const plain = (text: string | null) => text?.replace(/[\u00a0\u202f]/g, " ") ?? "";
const posts = () => received.filter(({ method }) => method === "POST");

it("shows that what one pays and receives in all is the same to the cent, before and after", async () => {
  showPanels(proposed);
  const rows = within(await screen.findByRole("table")).getAllByRole("row");
  expect(rows.map(({ textContent }) => plain(textContent))).toEqual([
    "Relevé par relevéAvec la compensation",
    "Vous payez300,00 €1 virement250,00 €1 virement",
    "Vous recevez50,00 €1 virement0,00 €aucun virement",
    "En tout, vous payez250,00 €250,00 €",
  ]);
});

it("says what accepting entails, then accepts once however often one tries", async () => {
  serve({
    "POST /v1/settlements/s1/answer": () => refusal(409, "settlement_decided", { title: "Trop tard" }),
  });
  showPanels(proposed);
  await userEvent.click(await screen.findByRole("button", { name: "Accepter…" }));
  const dialog = await screen.findByRole("dialog");
  const said = plain(dialog.textContent);
  expect(said).toContain("vous versez 250,00 € à la caisse commune");
  expect(said).toContain("Il manquera encore la réponse d’une organisation.");
  expect(said).toContain("une seule fois");
  const confirm = within(dialog).getByRole("button", { name: "Accepter" });
  await userEvent.click(confirm);
  expect(await screen.findByText("Trop tard")).toBeTruthy();
  await userEvent.click(confirm);
  expect(await posts()[0]?.json()).toEqual({ answer: "accepted" });
  expect(new Set(posts().map(({ headers }) => headers.get("Idempotency-Key"))).size).toBe(1);
});

it("refuses with a reason, once it is said that this ends it for all", async () => {
  serve({ "POST /v1/settlements/s1/answer": () => ({ body: { ...proposed, state: "refused" } }) });
  showPanels(proposed);
  await userEvent.click(await screen.findByRole("button", { name: "Refuser…" }));
  const dialog = await screen.findByRole("dialog");
  expect(dialog.textContent).toContain("met fin pour tous");
  await userEvent.type(within(dialog).getByLabelText(/Pourquoi/), " Relevé contesté ");
  await userEvent.click(within(dialog).getByRole("button", { name: "Refuser" }));
  await expect.poll(() => screen.queryByRole("dialog")).toBeNull();
  expect(await posts()[0]?.json()).toEqual({ answer: "refused", note: "Relevé contesté" });
});

it("tells who may not answer why there is no button", async () => {
  showPanels(proposed, []);
  expect(await screen.findByText(/Votre mandat ne permet pas d’engager des dépenses/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: /Accepter|Refuser/ })).toBeNull();
});

it("leads from a settlement that no longer holds to its withdrawal", async () => {
  serve({
    "POST /v1/settlements/s1/carry-out": () =>
      refusal(409, "settlement_stale", { detail: "Relevés payés : 2026-0001." }),
    "POST /v1/settlements/s1/withdraw": () => ({ body: { ...proposed, state: "withdrawn" } }),
  });
  showPanels({ ...proposed, state: "accepted", may_answer: false, may_withdraw: true, may_carry_out: true });
  await userEvent.click(await screen.findByRole("button", { name: "Réaliser…" }));
  await userEvent.click(await screen.findByRole("button", { name: "Réaliser la compensation" }));
  expect(await screen.findByText("Relevés payés : 2026-0001.")).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "Retirer cette compensation…" }));
  await userEvent.click(await screen.findByRole("button", { name: "Retirer la compensation" }));
  await expect.poll(() => screen.queryByRole("dialog")).toBeNull();
  expect(posts().map(({ url }) => new URL(url).pathname)).toEqual([
    "/v1/settlements/s1/carry-out",
    "/v1/settlements/s1/withdraw",
  ]);
});
