import { expect, it } from "vitest";
import {
  actualOf,
  addMonths,
  bodyOf,
  correctionOf,
  dueDays,
  freshValues,
} from "@/features/allocations/new-values";

const budget = {
  id: "b",
  agreement_id: "a",
  stage: "budget" as const,
  budget_id: null,
  starts_on: "2026-01-05",
  ends_on: "2026-12-31",
  figures_on: "2026-01-05",
  call_count: 4,
  first_due_on: "2026-03-31",
  months_between: 3,
};

it("adds months as the service does: the last day when there is no such day", () => {
  expect(addMonths("2030-08-31", 6)).toBe("2031-02-28");
  expect(addMonths("2028-01-31", 1)).toBe("2028-02-29");
  expect(addMonths("2026-11-30", 1)).toBe("2026-12-30");
  expect(addMonths("2026-12-15", 1)).toBe("2027-01-15");
});

it("previews the days of every call, counted from the first", () => {
  const days = dueDays({ call_count: 4, first_due_on: "2027-03-31", months_between: 3 });
  expect(days).toEqual(["2027-03-31", "2027-06-30", "2027-09-30", "2027-12-31"]);
  expect(dueDays({ call_count: 13, first_due_on: "2027-03-31", months_between: 3 })).toEqual([]);
  expect(dueDays({ call_count: 2, first_due_on: "", months_between: 3 })).toEqual([]);
});

it("prepares the year under way until June, the next one from July on", () => {
  expect(freshValues("a", "2026-06-30").starts_on).toBe("2026-01-01");
  const next = freshValues("a", "2026-07-01");
  expect([next.starts_on, next.ends_on]).toEqual(["2027-01-01", "2027-12-31"]);
  // Figures of a day to come are not known yet.
  expect(next.figures_on).toBe("2026-07-01");
});

it("takes the period and the figures of the budget for its actual costs, due once", () => {
  const body = bodyOf({ ...actualOf(budget, "2027-01-15"), title: " Réel " }, undefined);
  expect(body).toMatchObject({
    stage: "actual",
    budget_id: "b",
    replaces_id: null,
    title: "Réel",
    starts_on: "2026-01-05",
    ends_on: "2026-12-31",
    figures_on: "2026-01-05",
    call_count: 1,
    first_due_on: "2027-02-15",
    note: null,
  });
});

it("corrects a run as it was, its calls not due in the past", () => {
  const body = bodyOf({ ...correctionOf(budget, "2026-11-23"), title: "Corrigé" }, "b");
  expect(body).toMatchObject({ stage: "budget", replaces_id: "b", budget_id: null, call_count: 4 });
  expect(body.first_due_on).toBe("2026-12-23");
});
