import { centsOf } from "@/features/partnerships/value";
import type { Accounting, Commitment } from "@/features/partnerships/words";

/** What is typed: names are the service's, except that the value of a unit is typed in euros. */
export type CommitmentValues = {
  promiser_id: string;
  title: string;
  unit: string;
  quantity: number | string;
  measure: number | string;
  measure_unit: string;
  measure_note: string;
  unit_value_cents: number | string;
  valuation_source: string;
  accounting_treatment: Accounting;
  due_on: string;
};

export function valuesOf(
  line: Commitment | undefined,
  quantity: number | undefined,
  promiser: string,
): CommitmentValues {
  return {
    promiser_id: line?.promiser_id ?? promiser,
    title: line?.title ?? "",
    unit: line?.unit ?? "",
    quantity: quantity ?? line?.quantity ?? "",
    measure: line ? Number(line.measure) : 1,
    measure_unit: line?.measure_unit ?? "",
    measure_note: line?.measure_note ?? "",
    unit_value_cents: line ? line.unit_value_cents / 100 : "",
    valuation_source: line?.valuation_source ?? "",
    accounting_treatment: line?.accounting_treatment ?? "memo",
    due_on: line?.due_on ?? "",
  };
}

export function bodyOf(values: CommitmentValues) {
  return {
    title: values.title,
    unit: values.unit,
    quantity: Number(values.quantity),
    measure: String(values.measure),
    measure_unit: values.measure_unit.trim() || null,
    measure_note: values.measure_note.trim() || null,
    unit_value_cents: centsOf(values.unit_value_cents),
    valuation_source: values.valuation_source,
    accounting_treatment: values.accounting_treatment,
    due_on: values.due_on || null,
  };
}
