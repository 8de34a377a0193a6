import type { CallOf } from "@/api/client";
import type { Key } from "@/features/allocations/figures-codes";
import type { Run, Scenario, WhatIf } from "@/features/allocations/words";

export type Question = NonNullable<CallOf<"post", "/v1/allocations/{allocation_id}/what-if">["body"]>;
export type FairRule = NonNullable<Question["rules"]>[number];
export type TriedKey = Exclude<NonNullable<Question["keys"]>[number], string>;

/** A simple key to try: adopted by nobody. */
export type SimpleKey = { id: string; key: TriedKey };

const tried = (id: string, name: string, basis: "equal" | "figure", code: string | null): SimpleKey => ({
  id,
  key: { name, rule: "parts", parts: [{ basis, code, weight_bp: 10_000 }] },
});

/** One part for all, then one per figure that the keys of the run count. `nameOf`: as they are called on screen. */
export function simpleKeys(codes: string[], equal: string, nameOf: (code: string) => string): SimpleKey[] {
  return [
    tried("equal", equal, "equal", null),
    ...codes.map((code) => tried(code, nameOf(code), "figure", code)),
  ];
}

/** Whether a fair rule has something to go by: the price alone of a line at least. */
export const knowsPrices = (run: Pick<Run, "lines">) => run.lines.some(({ basis }) => basis !== "none");

/** The adopted keys that would change something: not the one that every line is already shared by. */
export function otherKeys(run: Pick<Run, "lines">, adopted: Key[]): Key[] {
  const used = new Set(run.lines.map(({ key_name: name }) => name));
  return adopted.filter(({ name }) => !(used.size === 1 && used.has(name)));
}

const first = 4;

/**
 * What is compared before anybody asks: enough to see the point, few enough to be read at once. Where each line has a key of
 * its own, one simple key for all of them says more than the key of one.
 */
export function openingQuestion(
  run: Pick<Run, "lines" | "reads_every_line">,
  adopted: Key[],
  simple: SimpleKey[],
): Question {
  const others = otherKeys(run, adopted).map(({ name }) => name);
  const named = others.length > 0 ? others : adopted.map(({ name }) => name);
  if (!run.reads_every_line) return { keys: named.slice(0, 6) };
  const rules: FairRule[] = knowsPrices(run) ? ["same_percentage", "least_unhappy"] : [];
  const same = soleBasis(run);
  const tried = simple.filter(({ id }) => id !== same).map(({ key }) => key);
  const mixed = new Set(run.lines.map(({ key_name: name }) => name)).size > 1;
  const keys = mixed ? tried : [...tried.slice(0, 1), ...others, ...tried.slice(1)];
  return { keys: keys.slice(0, first - rules.length), rules };
}

/** What every line is already shared by, as simple keys are named: there is nothing to compare it with. */
function soleBasis({ lines }: Pick<Run, "lines">): string | null {
  const bases = lines.map(({ key }) => (key?.parts?.length === 1 ? (key.parts[0]?.code ?? "equal") : null));
  const first = bases[0] ?? null;
  return bases.every((one) => one === first) ? first : null;
}

/** One row of the table: an organisation, now and in each scenario. */
export type ComparedRow = {
  id: string;
  name: string;
  before_cents: number | null;
  /** One per scenario; null where it cannot be computed, or where the organisation has left. */
  after: ({ cents: number | null; change_cents: number } | null)[];
};

/** Scenarios side by side: every organisation of any of them, those of the run first, who would join last. */
export function comparedRows({ scenarios }: Pick<WhatIf, "scenarios">): ComparedRow[] {
  const rows = new Map<string, ComparedRow>();
  scenarios.forEach((scenario, place) => {
    for (const row of scenario.rows) {
      const id = row.organisation_id ?? "newcomer";
      const known = rows.get(id) ?? {
        id,
        name: row.name,
        before_cents: row.before_cents,
        after: scenarios.map(() => null),
      };
      known.after[place] = { cents: row.after_cents, change_cents: row.change_cents };
      rows.set(id, known);
    }
  });
  return [...rows.values()].sort((a, b) => Number(a.id === "newcomer") - Number(b.id === "newcomer"));
}

export type Counted = { less: number; more: number; same: number };

/** How many would pay less, more, the same: who stays, and what they gain or lose. */
export function counted({ rows }: Pick<Scenario, "rows">): Counted {
  const stay = rows.filter(
    ({ before_cents: before, after_cents: after }) => before !== null && after !== null,
  );
  return {
    less: stay.filter(({ change_cents: change }) => change < 0).length,
    more: stay.filter(({ change_cents: change }) => change > 0).length,
    same: stay.filter(({ change_cents: change }) => change === 0).length,
  };
}

/** An amount raised by so many percent, rounded to the cent. */
export const raised = (cents: number, percent: number) => Math.round((cents * (100 + percent)) / 100);

/** What is typed to the integer of the service: 62,5 with two decimals is 6250. Null for nothing typed. */
export function integerOf(typed: number | string, decimals: number): number | null {
  if (typed === "" || Number.isNaN(Number(typed))) return null;
  return Math.round(Number(typed) * 10 ** decimals);
}
