import { isProblem } from "@/api/problem";
import type { FigureKind } from "@/features/allocations/figures-codes";
import type { Named } from "@/features/allocations/needs-paste";

type Missing = { organisation_id: string; organisation_name: string; kind: string; code: string };

const isMissing = (one: unknown): one is Missing =>
  typeof one === "object" && one !== null && "organisation_id" in one && "kind" in one && "code" in one;

/** Who lacks which figure, as the refusal says, gathered by figure. */
export function missingFigures(error: unknown): { kind: FigureKind; code: string; organisations: Named[] }[] {
  const told = isProblem(error, "missing_figures") ? error.context.missing : null;
  const found = new Map<string, { kind: FigureKind; code: string; organisations: Named[] }>();
  for (const one of Array.isArray(told) ? told.filter(isMissing) : []) {
    const place = `${one.kind}:${one.code}`;
    const known = found.get(place) ?? {
      kind: one.kind === "usage" ? ("usage" as const) : ("figure" as const),
      code: one.code,
      organisations: [],
    };
    known.organisations.push({ id: one.organisation_id, name: one.organisation_name });
    found.set(place, known);
  }
  return [...found.values()];
}

/** Who has not stated a need of the line. */
export function missingNeeds(error: unknown, organisations: Named[]): Named[] {
  const told = isProblem(error, "needs_not_stated") ? error.context.organisation_ids : null;
  const ids = new Set(Array.isArray(told) ? told : []);
  return organisations.filter(({ id }) => ids.has(id));
}

/** What the line costs by the needs stated. */
export function pricedOf(error: unknown): number | null {
  const told = isProblem(error, "amount_not_priced") ? error.context.priced_cents : null;
  return typeof told === "number" ? told : null;
}
