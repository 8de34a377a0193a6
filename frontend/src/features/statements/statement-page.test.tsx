import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Suspense } from "react";
import { expect, it } from "vitest";
import { StatementPage } from "@/features/statements/statement-page";
import type { Statement } from "@/features/statements/words";
import { refusal, standInForTheService } from "@/test/service";
import { show } from "@/test/show";

const { serve, received } = standInForTheService();

const side = {
  name: "Les Tilleuls",
  siren: "990000010",
  siret: "99000001000012",
  address: "12 rue de l’Église",
  postal_code: "69210",
  city: "L’Arbresle",
  country: "FR",
};
const call: Statement = {
  id: "s1",
  purchase_round_id: null,
  agreement_id: "a1",
  agreement_name: "Gestion partagée",
  reference: "2027-0012",
  kind: "call",
  title: "Budget 2027",
  organisation_id: "o2",
  organisation_name: "Les Tilleuls",
  issuer_id: "o1",
  issuer_name: "La Salette",
  to_pool: true,
  mine: true,
  allocation_id: "r1",
  instalment: 2,
  instalments: 4,
  starts_on: "2027-01-01",
  ends_on: "2027-12-31",
  issued_on: "2027-01-05",
  due_on: "2027-03-31",
  amount_cents: 458_083,
  settled_cents: 58_083,
  remaining_cents: 400_000,
  overdue_days: 3,
  state: "issued",
  vat_category: "exempt_261b",
  version: 2,
  issuer: { ...side, name: "La Salette" },
  payer: side,
  lines: [
    {
      label: "Qualité",
      cents: 458_083,
      total_cents: 4_400_000,
      driver: "84 lits sur 1 025",
      ratio: "8,20 %",
      kind: null,
      quantity: null,
      unit: null,
      unit_price_cents: null,
    },
  ],
  vat_mention: "Exonération de TVA.",
  bank: { holder: "La Salette", iban_masked: "FR76 **** 0189", bic: "AGRIFRPP", bank_name: null },
  payments: [],
  reminders: [],
  transaction_id: "t1",
  cancelled_at: null,
  cancelled_because: null,
  may_record: false,
  may_cancel: false,
  may_remind: false,
  fictional: false,
};

function showStatement(statement: Statement, permissions = ["statements.record", "statements.remind"]) {
  serve({
    "GET /v1/identity/me": () => ({ body: { permissions, acting_for: { organisation_id: "o2" } } }),
    "GET /v1/statements/s1": () => ({ body: statement }),
    "GET /v1/statements": () => ({ body: { items: [], next_cursor: null } }),
  });
  show(
    <Suspense>
      <StatementPage statementId="s1" />
    </Suspense>,
  );
  return screen.findByRole("heading", { level: 1, name: "Appel de fonds 2027-0012" });
}

const main = () => document.body.textContent?.replace(/\s/g, " ") ?? "";

it("tells a payer how much, why, by when and how, and who records its payment", async () => {
  await showStatement(call);
  expect(main()).toContain("4 000,00 €que votre organisation doit à La Salette, pour la caisse commune.");
  expect(main()).toContain("L’échéance est passée depuis le 31 mars 2027 : 3 jours de retard.");
  expect(screen.getByRole("row", { name: /^Qualité/ }).textContent).toContain("84 lits sur 1 025");
  expect(screen.getByRole("link", { name: /ce que vous paieriez seul/ }).getAttribute("href")).toBe(
    "/allocations/r1",
  );
  expect(main()).toContain("FR76 **** 0189");
  expect(main()).toContain("on ne déclare pas soi-même son paiement reçu. La Salette l’enregistre");
  expect(screen.queryByRole("button", { name: "Enregistrer un paiement" })).toBeNull();
});

it("asks for the bank account where none was given", async () => {
  await showStatement({ ...call, bank: null });
  expect(main()).toContain("demandez-lui ses coordonnées, et vérifiez-les de vive voix");
});

it("tells whose mandate is too short, rather than nothing", async () => {
  await showStatement({ ...call, mine: false, may_record: true, may_remind: true }, []);
  expect(main()).toContain("votre mandat ne le permet pas : il y faut le pouvoir de dépenser");
  expect(screen.queryByRole("button", { name: /Relancer/ })).toBeNull();
});

it("records a payment under one key, and another once it was refused and changed", async () => {
  const user = userEvent.setup();
  await showStatement({ ...call, mine: false, may_record: true });
  serve({
    "POST /v1/statements/s1/payments": () => refusal(409, "above_remaining", { detail: "Il reste 39,00 €." }),
  });
  await user.click(screen.getByRole("button", { name: "Enregistrer un paiement" }));
  const dialog = within(await screen.findByRole("dialog"));
  const send = dialog.getByRole("button", { name: "Enregistrer le paiement" });
  await user.click(send);
  expect((await dialog.findByRole("alert")).textContent).toContain("Il reste 39,00 €.");
  const amount = dialog.getByLabelText("Montant");
  await user.clear(amount);
  await user.type(amount, "39");
  await user.click(send);
  await dialog.findByRole("alert");
  const sent = received.filter(({ method }) => method === "POST");
  expect(await Promise.all(sent.map((one) => one.json()))).toMatchObject([
    { cents: 400_000 },
    { cents: 3_900 },
  ]);
  expect(new Set(sent.map(({ headers }) => headers.get("Idempotency-Key"))).size).toBe(2);
});

it("does not offer to take back what a settlement netted, nor what was taken back", async () => {
  const payment = {
    id: "p1",
    cents: 58_083,
    paid_on: "2027-03-01",
    method: "transfer" as const,
    reference: "VIR 12",
    settlement_id: null,
    transaction_id: "t2",
    reversed_at: null,
    reversed_because: null,
    recorded_at: "2027-03-02T09:00:00Z",
    recorded_by: "o1",
    recorded_by_name: "La Salette",
    version: 1,
  };
  await showStatement({
    ...call,
    mine: false,
    may_record: true,
    payments: [
      payment,
      { ...payment, id: "p2", method: "netting", settlement_id: "n1", reference: "Compensation" },
      {
        ...payment,
        id: "p3",
        reference: "CHQ 3",
        reversed_at: "2027-03-04T09:00:00Z",
        reversed_because: "Sans provision",
      },
    ],
  });
  expect(screen.getAllByRole("button", { name: /^Annuler le paiement/ })).toHaveLength(1);
  expect(screen.getByRole("row", { name: /CHQ 3/ }).textContent).toContain("Sans provision");
});
