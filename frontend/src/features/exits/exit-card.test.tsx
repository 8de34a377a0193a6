import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Suspense } from "react";
import { expect, it } from "vitest";
import type { Agreement } from "@/features/exits/agreement";
import { ExitCard } from "@/features/exits/exit-card";
import type { Exit } from "@/features/exits/words";
import { refusal, standInForTheService } from "@/test/service";
import { show } from "@/test/show";

const { serve, received } = standInForTheService();

const lead = { id: "a1", my_role: "lead", my_state: "accepted" } as Agreement;
const part = { number: 1, due_on: "2028-06-30", amount_cents: 235_000 };
const effective: Exit = {
  party_id: "p2",
  agreement_id: "a1",
  organisation_id: "o2",
  organisation_name: "Les Tilleuls",
  role: "party",
  state: "effective",
  notice_given_on: "2027-06-15",
  left_on: "2027-12-31",
  excluded: false,
  mine: false,
  amounts_withheld: false,
  planned: {
    repaid_cents: 470_000,
    kept_cents: 0,
    owed_cents: 12_000,
    waived_cents: 5_000,
    instalments: [part, { ...part, number: 2, due_on: "2028-12-31" }],
  },
  settlement: null,
  late_release_cents: 0,
  may_settle: true,
};
const settled: Exit = {
  ...effective,
  state: "settled",
  planned: null,
  may_settle: false,
  late_release_cents: 10_500,
  settlement: {
    id: "s1",
    settled_at: "2028-01-03T09:00:00Z",
    repaid_cents: 470_000,
    kept_cents: 0,
    owed_cents: 0,
    waived_cents: 0,
    transaction_id: "t1",
    instalments: [
      { ...part, id: "i1", paid_on: "2028-06-20", transaction_id: "t2", version: 2 },
      { ...part, id: "i2", number: 2, due_on: "2190-12-31", paid_on: null, transaction_id: null, version: 7 },
    ],
  },
};

function showExit(exit: Exit, { agreement = lead, permissions = ["exits.settle"] } = {}) {
  serve({ "GET /v1/identity/me": () => ({ body: { permissions } }) });
  show(
    <Suspense>
      <ExitCard exit={exit} agreement={agreement} />
    </Suspense>,
  );
}

const plain = (text: string | null) => text?.replace(/[\u00a0\u202f]/g, " ");

it("says every amount before an exit is settled, then settles it once", async () => {
  serve({
    "POST /v1/exits/p2/settle": () => refusal(409, "already_settled", { title: "Départ déjà soldé" }),
  });
  showExit(effective);
  await userEvent.click(await screen.findByRole("button", { name: "Solder ce départ…" }));
  const dialog = await screen.findByRole("dialog");
  const said = plain(dialog.textContent);
  for (const words of ["4 700,00 €", "2 350,00 € au plus tard le 31 décembre 2028", "120,00 €", "50,00 €"])
    expect(said).toContain(words);
  const confirm = within(dialog).getByRole("button", { name: "Solder ce départ" });
  await userEvent.click(confirm);
  expect(await screen.findByText("Départ déjà soldé")).toBeTruthy();
  await userEvent.click(confirm);
  const keys = received
    .filter(({ method }) => method === "POST")
    .map(({ headers }) => headers.get("Idempotency-Key"));
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
});

it("records a payment of the version read, and what was released since", async () => {
  serve({ "POST /v1/exits/instalments/i2/pay": () => ({ body: settled }) });
  showExit(settled);
  expect(plain((await screen.findByText(/ont libéré/)).textContent)).toContain("105,00 €");
  await userEvent.click(screen.getByRole("button", { name: "Noter le versement 2" }));
  const dialog = await screen.findByRole("dialog");
  await userEvent.type(within(dialog).getByLabelText(/Référence/), " VIR 12 ");
  await userEvent.click(within(dialog).getByRole("button", { name: "Noter le versement" }));
  await expect.poll(() => screen.queryByRole("dialog")).toBeNull();
  const sent = received.at(-1);
  expect(sent?.headers.get("If-Match")).toBe('"7"');
  expect(await sent?.json()).toMatchObject({ reference: "VIR 12" });
});

it("offers nothing to who does not lead, and says who does it", async () => {
  const agreement = { ...lead, my_role: "party" } as Agreement;
  showExit({ ...settled, mine: true }, { agreement });
  expect(await screen.findByText("Encore à vous verser")).toBeTruthy();
  expect(screen.getByText(/Le chef de file de l’accord solde les départs/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: /versement/ })).toBeNull();
});

it("says that amounts are kept from others", async () => {
  showExit({
    ...effective,
    amounts_withheld: true,
    planned: null,
    late_release_cents: null,
    may_settle: false,
  });
  expect(await screen.findByText(/réservent les montants/)).toBeTruthy();
  expect(screen.queryByText("Il lui reviendrait")).toBeNull();
});
