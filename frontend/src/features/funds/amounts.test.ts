import { expect, it } from "vitest";
import { broughtCents, centsOf, type FigureName, freeCents, partsOf } from "@/features/funds/amounts";
import type { Fund, Project } from "@/features/funds/words";

const figure = (cents: number | null, ...account_ids: string[]) => ({ cents, account_ids });

const stake = (name: string, repayable: number, yearly: number, left: number, present = true) => ({
  organisation_id: name,
  organisation_name: name,
  present,
  repayable_cents: repayable,
  yearly_cents: yearly,
  stake_cents: left,
  share_bp: null,
  account_id: `stake-${name}`,
});

/** Three members; 12 000,00 brought, a project of 5 000,00 of which 2 000,00 is paid. */
const fund = {
  figures: {
    repayable: figure(1_000_000, "stake-A", "stake-B", "stake-C"),
    yearly: figure(200_000, "common"),
    committed: figure(500_000, "p1"),
    paid: figure(200_000, "p1"),
    released: figure(0, "p1"),
    reserved: figure(300_000, "p1"),
    repaid: figure(0),
    owed_to_leavers: figure(120_000, "stake-C", "payable-C"),
    available: figure(580_000, "stake-A", "stake-B", "common"),
    cash: figure(1_000_000),
  },
  stakes: [
    stake("A", 500_000, 100_000, 330_000),
    stake("B", 300_000, 50_000, 200_000),
    stake("C", 200_000, 50_000, 120_000, false),
  ],
} as unknown as Fund;

const project = (id: string, committed: number, paid: number): Project =>
  ({
    id,
    title: `Projet ${id}`,
    account_id: id,
    committed_cents: committed,
    paid_cents: paid,
    released_cents: 0,
    remaining_cents: committed - paid,
    pending_cents: 100_000,
  }) as Project;

const sum = (name: FigureName, projects: Project[]) =>
  partsOf(name, fund, projects).reduce((total, { cents }) => total + cents, 0);

it("opens every figure on parts that add up to it, whatever was read of the projects", () => {
  const all = [project("p1", 400_000, 150_000), project("p2", 100_000, 50_000)];
  for (const projects of [all, all.slice(1), []]) {
    for (const name of Object.keys(fund.figures) as FigureName[]) {
      expect([name, sum(name, projects)]).toEqual([name, fund.figures[name].cents]);
    }
  }
});

it("tells what is left of the yearly contributions beside the stakes of the members present", () => {
  expect(
    partsOf("available", fund, []).map(({ kind, cents, accountId }) => [kind, cents, accountId]),
  ).toEqual([
    ["member", 330_000, "stake-A"],
    ["member", 200_000, "stake-B"],
    ["pot", 50_000, "common"],
  ]);
});

it("shows no part of a figure that confidentiality withholds", () => {
  const withheld = {
    ...fund,
    stakes: null,
    figures: { ...fund.figures, available: figure(null, "stake-A") },
  };
  expect(partsOf("available", withheld as Fund, [])).toEqual([]);
  expect(broughtCents({ ...fund.figures, repayable: figure(null) } as Fund["figures"])).toBeNull();
  expect(broughtCents(fund.figures)).toBe(1_200_000);
});

it("leaves to ask what is set aside, less what awaits an approval", () => {
  expect(freeCents(project("p1", 400_000, 150_000))).toBe(150_000);
});

it("reads euros as cents", () => {
  expect(centsOf(1600)).toBe(160_000);
  expect(centsOf("0.29")).toBe(29);
});
