import { centsOf } from "@/features/statements/figures";
import type { BilledUnit } from "@/features/statements/units";
import type { ChargeKind, StatementBody, VatCategory } from "@/features/statements/words";
import { addDays, today } from "@/ui/paris-time";
import { decimalsOf } from "@/ui/units";

/** A line as it is typed: the quantity in whole units, the price in euros. */
export type LineValues = {
  key: string;
  label: string;
  kind: ChargeKind;
  quantity: number | string;
  unit: BilledUnit;
  unit_price_cents: number | string;
};

export type BillValues = {
  agreement_id: string | null;
  organisation_id: string | null;
  title: string;
  starts_on: string;
  ends_on: string;
  due_on: string;
  vat_category: VatCategory;
  lines: LineValues[];
};

let lines = 0;

export function emptyLine(like?: LineValues): LineValues {
  lines += 1;
  const { kind = "supply", unit = "HOUR/2" } = like ?? {};
  return { key: `line-${lines}`, label: "", kind, quantity: "", unit, unit_price_cents: "" };
}

/** Last month, to be paid within thirty days. */
export function initialBill(agreement: string | null, day = today()): BillValues {
  const lastOfMonth = addDays(`${day.slice(0, 7)}-01`, -1);
  return {
    agreement_id: agreement,
    organisation_id: null,
    title: "",
    starts_on: `${lastOfMonth.slice(0, 7)}-01`,
    ends_on: lastOfMonth,
    due_on: addDays(day, 30),
    vat_category: "out_of_scope",
    lines: [emptyLine()],
  };
}

/** In the smallest unit: 24.5 of `HOUR/2` is 2450. */
function smallest({ quantity, unit }: Pick<LineValues, "quantity" | "unit">): number {
  return Math.round(Number(quantity) * 10 ** decimalsOf(unit));
}

/** What a line comes to, as the service rounds it: to the nearest cent, half a cent up; null while something is missing. */
export function lineCents(line: Pick<LineValues, "quantity" | "unit" | "unit_price_cents">): number | null {
  if (line.quantity === "" || line.unit_price_cents === "") return null;
  const scale = 10n ** BigInt(decimalsOf(line.unit));
  const product = BigInt(smallest(line)) * BigInt(centsOf(line.unit_price_cents));
  return Number((2n * product + scale) / (2n * scale));
}

export function totalCents(lines: LineValues[]): number {
  return lines.reduce((sum, line) => sum + (lineCents(line) ?? 0), 0);
}

export const isOfStaff = ({ kind }: Pick<LineValues, "kind">) => kind !== "supply";

export function bodyOf(values: BillValues): StatementBody | null {
  const { agreement_id, organisation_id } = values;
  if (!agreement_id || !organisation_id) return null;
  return {
    agreement_id,
    organisation_id,
    title: values.title.trim(),
    starts_on: values.starts_on,
    ends_on: values.ends_on,
    due_on: values.due_on,
    vat_category: values.vat_category,
    lines: values.lines.map((line) => ({
      label: line.label.trim(),
      kind: line.kind,
      quantity: smallest(line),
      unit: line.unit,
      unit_price_cents: centsOf(line.unit_price_cents),
    })),
  };
}
