import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { Hero } from "@/features/allocations/member-hero";
import type { Explanation } from "@/features/allocations/words";
import { show } from "@/test/show";

const compared = {
  alone_cents: 482_000,
  share_cents: 431_000,
  saved_cents: 51_000,
  saved_bp: 1058,
  lines_compared: 2,
  lines_count: 2,
};
const told = {
  is_mine: true,
  state: "posted",
  stage: "budget",
  cents: 431_000,
  called_cents: 0,
  balance_cents: 431_000,
  days_present: 365,
  days: 365,
  comparison: compared,
  sentences: ["Seule, EHPAD A paierait 4 820,00 €."],
} as Explanation;

const plain = (text: string | null) => (text ?? "").replace(/[\u00a0\u202f]/g, " ");

async function said(change: Partial<Explanation>) {
  show(<Hero told={{ ...told, ...change }} />);
  return plain(
    (await screen.findByText(/paieriez seul|Votre part|Seul/)).closest("div")?.textContent ?? null,
  );
}

it("says what is saved in one sentence", async () => {
  expect(await said({})).toContain(
    "Seul, vous paieriez 4 820,00 € ; ici, 4 310,00 € : 510,00 € de moins (10,6 %).",
  );
});

it("says as plainly that more is paid here than alone", async () => {
  const more = { ...compared, share_cents: 500_000, saved_cents: -18_000, saved_bp: -373 };
  const words = await said({ comparison: more });
  expect(words).toContain("180,00 € de plus.");
  expect(words).toContain("Payé en plus du prix seul");
});

it("says on how many lines it rests, and how long the organisation was present", async () => {
  const words = await said({
    comparison: { ...compared, lines_compared: 1 },
    cents: 900_000,
    days_present: 184,
  });
  expect(words).toContain("porte sur 1 des 2 dépenses");
  expect(words).toContain("4 310,00 € sur une part de 9 000,00 € en tout");
  expect(words).toContain("Présente 184 jours sur 365");
});

it("says what is given back of actual costs", async () => {
  expect(await said({ stage: "actual", called_cents: 500_000, balance_cents: -69_000 })).toContain(
    "5 000,00 € ont déjà été appelés : 690,00 € sont rendus.",
  );
});

it("says what lacks when no price alone is known, and where it is stated", async () => {
  show(<Hero told={{ ...told, comparison: null, state: "draft" }} />);
  expect(plain((await screen.findByText(/Votre part est de/)).textContent)).toContain("4 310,00 €");
  expect(await screen.findByText(/déclaré parmi les besoins/)).toBeTruthy();
});

it("lets the service speak of another organisation", async () => {
  show(<Hero told={{ ...told, is_mine: false }} />);
  expect(await screen.findByText("Seule, EHPAD A paierait 4 820,00 €.")).toBeTruthy();
});
