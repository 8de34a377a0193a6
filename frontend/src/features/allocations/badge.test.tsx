import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { ProofPanel } from "@/features/allocations/badge";
import type { Certificate, Run } from "@/features/allocations/words";
import { show } from "@/test/show";

const run = { id: "r1", agreement_id: "a1", lines: [{ id: "l1" }] } as Run;
const proof: Certificate = {
  state: "nobody_gains",
  sentence: "Personne ne paierait moins de son côté.",
  method: "every_group",
  lines_compared: 1,
  lines_count: 1,
  blocking: null,
  losers: [],
  margin_cents: 57_170,
  margin_exact: true,
  tried: 126,
};
const blocking = {
  organisation_ids: ["o1", "o2"],
  organisation_names: ["EHPAD A", "EHPAD B"],
  pays_cents: 500_000,
  alone_cents: 450_000,
  gain_cents: 50_000,
  rounding: false,
};
const gaining: Certificate = {
  ...proof,
  state: "somebody_gains",
  method: null,
  margin_cents: -50_000,
  blocking,
};
const plain = (text: string | null) => (text ?? "").replace(/[\u00a0\u202f]/g, " ");

async function panel(told: Certificate) {
  show(<ProofPanel run={run} proof={told} />);
  return plain((await screen.findByText(told.sentence)).closest("[class*=Paper]")?.textContent ?? null);
}

it("says how far the group that gains least is from leaving", async () => {
  expect(await panel(proof)).toContain("garde 571,70 € d’avance");
});

it("says at least how far when it is not known exactly", async () => {
  expect(await panel({ ...proof, margin_exact: false })).toContain("au moins 571,70 €");
});

it("gives two remedies to a group that would do better, the amount in the second", async () => {
  await panel(gaining);
  const remedies = screen.getAllByRole("listitem");
  expect(remedies).toHaveLength(2);
  expect(within(remedies[0] as HTMLElement).getByRole("link", { name: "comparez-en d’autres" })).toBeTruthy();
  expect(plain(remedies[1]?.textContent ?? null)).toContain("500,00 € de moins pour ce groupe");
});

it("keeps the figures of a group from who may not read them", async () => {
  const words = await panel({ ...gaining, blocking: null });
  expect(words).toContain("chacun ne lit que ses propres chiffres");
  expect(words).not.toContain("Y gagnerait");
});

it("calls rounding by its name", async () => {
  expect(await panel({ ...gaining, blocking: { ...blocking, gain_cents: 1, rounding: true } })).toContain(
    "l’arrondi seul peut l’expliquer",
  );
});

it("names who pays more than alone", async () => {
  const losers = [{ organisation_id: "o1", organisation_name: "EHPAD A", more_cents: 1_200 }];
  expect(await panel({ ...gaining, losers })).toContain("EHPAD A : 12,00 € de plus");
});

it("says what would make an answer possible when no price alone is known", async () => {
  expect(await panel({ ...proof, state: "not_asked", margin_cents: null })).toContain("Dès que chacun dit");
});
