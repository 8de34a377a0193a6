import type { CallOf } from "@/api/client";
import type { Run } from "@/features/allocations/words";

export type Preparation = CallOf<"post", "/v1/allocations">["body"];

/** The same day of the month so many months later; the last day when there is no such day. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const count = year * 12 + month - 1 + months;
  const last = new Date(Date.UTC(Math.floor(count / 12), (count % 12) + 1, 0)).getUTCDate();
  const two = (value: number) => String(value).padStart(2, "0");
  return `${Math.floor(count / 12)}-${two((count % 12) + 1)}-${two(Math.min(date, last))}`;
}

type Calls = Pick<Run, "call_count" | "first_due_on" | "months_between">;

/** When the calls of a budget are due; nothing while the form is not filled. */
export function dueDays({ call_count: count, first_due_on: first, months_between: apart }: Calls): string[] {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(first) || !(count >= 1 && count <= 12) || !(apart >= 1)) return [];
  return Array.from({ length: count }, (_, place) => addMonths(first, place * apart));
}

export type Values = {
  agreement_id: string;
  stage: Run["stage"];
  /** The budget that actual costs follow; empty: none was called. */
  budget_id: string;
  title: string;
  starts_on: string;
  ends_on: string;
  figures_on: string;
  call_count: number | string;
  first_due_on: string;
  months_between: number | string;
  note: string;
};

/** The year to prepare: the next one from July on. */
export function yearToPrepare(today: string): number {
  const [year = 0, month = 1] = today.split("-").map(Number);
  return month >= 7 ? year + 1 : year;
}

/** A form about a whole year, called each quarter. */
export function freshValues(agreementId: string, today: string): Values {
  const year = yearToPrepare(today);
  const starts = `${year}-01-01`;
  return {
    agreement_id: agreementId,
    stage: "budget",
    budget_id: "",
    title: "",
    starts_on: starts,
    ends_on: `${year}-12-31`,
    figures_on: today < starts ? today : starts,
    call_count: 4,
    first_due_on: `${year}-03-31`,
    months_between: 3,
    note: "",
  };
}

type Origin = Pick<
  Run,
  | "agreement_id"
  | "starts_on"
  | "ends_on"
  | "figures_on"
  | "call_count"
  | "first_due_on"
  | "months_between"
  | "budget_id"
  | "stage"
  | "id"
>;

/** Actual costs of a budget: its period, its figures, one adjustment due in a month. */
export function actualOf(budget: Origin, today: string): Values {
  return {
    ...freshValues(budget.agreement_id, today),
    stage: "actual",
    budget_id: budget.id,
    starts_on: budget.starts_on,
    ends_on: budget.ends_on,
    figures_on: budget.figures_on,
    call_count: 1,
    first_due_on: addMonths(today, 1),
  };
}

/** A new run that corrects another: everything as it was, the calls not before today. */
export function correctionOf(run: Origin, today: string): Values {
  return {
    ...freshValues(run.agreement_id, today),
    stage: run.stage,
    budget_id: run.budget_id ?? "",
    starts_on: run.starts_on,
    ends_on: run.ends_on,
    figures_on: run.figures_on,
    call_count: run.call_count,
    first_due_on: run.first_due_on < today ? addMonths(today, 1) : run.first_due_on,
    months_between: run.months_between,
  };
}

export function bodyOf(values: Values, replacesId: string | undefined): Preparation {
  const actual = values.stage === "actual";
  return {
    agreement_id: values.agreement_id,
    title: values.title.trim(),
    stage: values.stage,
    starts_on: values.starts_on,
    ends_on: values.ends_on,
    figures_on: values.figures_on,
    budget_id: actual && values.budget_id ? values.budget_id : null,
    replaces_id: replacesId ?? null,
    call_count: actual ? 1 : Number(values.call_count),
    first_due_on: values.first_due_on,
    months_between: Number(values.months_between) || 1,
    note: values.note.trim() || null,
  };
}
