import { expect, it } from "vitest";
import {
  comparedRows,
  counted,
  integerOf,
  knowsPrices,
  openingQuestion,
  otherKeys,
  raised,
  simpleKeys,
} from "@/features/allocations/what-if-values";

const key = (name: string) => ({ name, rule: "parts", parts: [], excluded: [], limits: [] }) as never;
const line = (key_name: string, basis = "none") => ({ key_name, basis }) as never;
const names = (keys: { name: string }[]) => keys.map(({ name }) => name);
const simple = simpleKeys(["beds"], "À parts égales", () => "Selon les lits");

it("tries keys that would change something", () => {
  const run = { lines: [line("Lits"), line("Lits")] };
  expect(names(otherKeys(run, [key("Lits"), key("ETP")]))).toEqual(["ETP"]);
  expect(names(otherKeys({ lines: [line("Lits"), line("ETP")] }, [key("Lits"), key("ETP")]))).toEqual([
    "Lits",
    "ETP",
  ]);
});

it("opens on a few scenarios that may be read at once", () => {
  const open = { lines: [line("Lits", "alone")], reads_every_line: true };
  expect(knowsPrices(open)).toBe(true);
  expect(openingQuestion(open, [key("Lits"), key("ETP"), key("Budget")], simple)).toEqual({
    keys: [simple[0]?.key, "ETP"],
    rules: ["same_percentage", "least_unhappy"],
  });
  const mixed = { lines: [line("Lits"), line("ETP")], reads_every_line: true };
  expect(openingQuestion(mixed, [key("Lits"), key("ETP")], simple)).toEqual({
    keys: simple.map(({ key: tried }) => tried),
    rules: [],
  });
});

it("does not try again what every line is already shared by", () => {
  const shared = { basis: "figure", code: "beds", weight_bp: 10_000 };
  const byBeds = { key_name: "Lits", basis: "none", key: { parts: [shared] } } as never;
  const run = { lines: [byBeds], reads_every_line: true };
  expect(openingQuestion(run, [key("Lits")], simple)).toEqual({ keys: [simple[0]?.key], rules: [] });
});

it("asks adopted keys only, by name, where lines are not open", () => {
  const closed = { lines: [line("Lits")], reads_every_line: false };
  expect(openingQuestion(closed, [key("Lits"), key("ETP")], simple)).toEqual({ keys: ["ETP"] });
  expect(openingQuestion(closed, [key("Lits")], simple)).toEqual({ keys: ["Lits"] });
});

const row = (organisation_id: string | null, before: number | null, after: number | null) => ({
  organisation_id,
  name: organisation_id ?? "Arrivante",
  before_cents: before,
  after_cents: after,
  change_cents: (after ?? 0) - (before ?? 0),
  alone_cents: null,
});

it("sets scenarios side by side, who joins last, a gap where one cannot be computed", () => {
  const joins = { rows: [row(null, null, 300), row("a", 500, 400), row("b", 500, 300)] };
  const refused = { rows: [] };
  const leaves = { rows: [row("a", 500, null), row("b", 500, 1000)] };
  const rows = comparedRows({ scenarios: [joins, refused, leaves] as never });
  expect(rows.map(({ id }) => id)).toEqual(["a", "b", "newcomer"]);
  expect(rows[0]?.after).toEqual([
    { cents: 400, change_cents: -100 },
    null,
    { cents: null, change_cents: -500 },
  ]);
  expect(rows[2]).toMatchObject({
    before_cents: null,
    after: [{ cents: 300, change_cents: 300 }, null, null],
  });
  expect(counted(leaves)).toEqual({ less: 0, more: 1, same: 0 });
  expect(counted(joins)).toEqual({ less: 2, more: 0, same: 0 });
});

it("reads what is typed in the unit of the service", () => {
  expect(integerOf(62.5, 2)).toBe(6250);
  expect(integerOf("84", 0)).toBe(84);
  expect(integerOf("", 2)).toBeNull();
  expect(raised(936_000, 10)).toBe(1_029_600);
});
