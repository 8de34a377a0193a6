import { expect, it } from "vitest";
import {
  calendarDays,
  calendarFaults,
  freshCalendar,
  movableDays,
  titleAfter,
} from "@/features/purchases/rounds/calendar";

it("proposes a calendar whose days follow one another, and a year of contract", () => {
  const calendar = freshCalendar("2026-11-23");
  expect(calendar).toEqual({
    needs_until: "2026-12-14",
    quotes_until: "2027-01-04",
    award_on: "2027-01-18",
    starts_on: "2027-02-01",
    ends_on: "2028-01-31",
  });
  expect(calendarFaults(calendar)).toEqual({});
});

it("begins the day after a past contract, when that is later", () => {
  expect(freshCalendar("2026-11-23", { ends_on: "2027-03-31" }).starts_on).toBe("2027-04-01");
  expect(freshCalendar("2026-11-23", { ends_on: "2026-03-31" }).starts_on).toBe("2027-02-01");
});

it("moves the last year of a title by one", () => {
  expect(titleAfter("Gants nitrile 2026")).toBe("Gants nitrile 2027");
  expect(titleAfter("Repas 2026-2027, lot A")).toBe("Repas 2026-2028, lot A");
  expect(titleAfter("Papier A4")).toBe("Papier A4");
});

it("says which day is missing or before the one it follows", () => {
  const calendar = freshCalendar("2026-11-23");
  expect(calendarFaults({ ...calendar, quotes_until: "2026-12-01" })).toEqual({ quotes_until: "order" });
  expect(calendarFaults({ ...calendar, award_on: "" })).toEqual({ award_on: "missing" });
  expect(calendarFaults({ ...calendar, ends_on: "2027-01-20" })).toEqual({ ends_on: "order" });
});

it("puts off only what is to come", () => {
  expect(movableDays("draft")).toEqual(calendarDays);
  expect(movableDays("quotes")).not.toContain("needs_until");
  expect(movableDays("closed")).toEqual([]);
});
