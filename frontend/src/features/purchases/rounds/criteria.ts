import type { Criterion } from "@/features/purchases/words";

export type CriterionLine = {
  /** Of the line of the form. */
  id: string;
  /** Empty for a new one: its code is made of its kind. */
  code: string;
  kind: Criterion["kind"];
  name: string;
  weight: number | string;
  note: string;
};

let made = 0;

export function newCriterion(kind: Criterion["kind"], name: string): CriterionLine {
  made += 1;
  return { id: `new-${made}`, code: "", kind, name, weight: "", note: "" };
}

export function linesOf(criteria: Criterion[]): CriterionLine[] {
  return criteria.map(({ note, ...one }) => ({ ...one, id: one.code, note: note ?? "" }));
}

/** Points given in all: they make 100. */
export function totalOf(lines: Pick<CriterionLine, "weight">[]): number {
  return lines.reduce((sum, { weight }) => sum + (Number(weight) || 0), 0);
}

/** What is sent: each new criterion has the code of its kind, numbered when it is taken. */
export function criteriaOf(lines: CriterionLine[]): Criterion[] {
  const taken = new Set(lines.map(({ code }) => code).filter(Boolean));
  return lines.map(({ code, kind, name, weight, note }) => ({
    code: code || freeCode(kind, taken),
    kind,
    name: name.trim(),
    weight: Number(weight),
    note: note.trim() || null,
  }));
}

function freeCode(kind: string, taken: Set<string>): string {
  let code = kind;
  for (let number = 2; taken.has(code); number += 1) code = `${kind}_${number}`;
  taken.add(code);
  return code;
}
