import { expect, it } from "vitest";
import { addMonths, nextDeadline, timelineOf } from "@/features/agreements/deadlines";
import type { Term } from "@/features/agreements/words";

const term: Term = {
  current_ends_on: "2030-08-31",
  renewals_done: 0,
  notice_deadline: "2030-02-28",
  notice_days_left: 1194,
  renews_to: "2031-08-31",
  days_left: 1378,
  over: false,
};

it("counts notice in whole months, back to the last day of a shorter month", () => {
  expect(addMonths("2030-08-31", -6)).toBe("2030-02-28");
  expect(addMonths("2028-08-31", -6)).toBe("2028-02-29");
  expect(addMonths("2030-08-31", 12)).toBe("2031-08-31");
  expect(addMonths("2027-01-15", -1)).toBe("2026-12-15");
});

it("names the last day to give notice while it is not past, then the end of the term", () => {
  const mine = { my_state: "accepted", state: "active" } as const;
  expect(nextDeadline({ ...mine, term })).toEqual({ kind: "notice", day: "2030-02-28", daysLeft: 1194 });
  const late = { ...term, notice_days_left: null, days_left: 20 };
  expect(nextDeadline({ ...mine, term: late })).toEqual({ kind: "end", day: "2030-08-31", daysLeft: 20 });
});

it("asks first for the answer that is awaited", () => {
  expect(nextDeadline({ my_state: "invited", state: "active", term })).toEqual({ kind: "answer" });
  expect(nextDeadline({ my_state: "accepted", state: "draft", term })).toEqual({ kind: "draft" });
});

it("places the days between the start and the end of the next term", () => {
  const marks = timelineOf(
    { ...term, current_ends_on: "2021-01-01", renews_to: "2022-01-01", notice_deadline: "2020-07-01" },
    "2020-01-01",
    "2019-06-01",
  );
  expect(marks?.today).toBeNull();
  expect(marks?.end).toBeCloseTo(0.5, 2);
  expect(marks?.notice).toBeCloseTo(0.25, 2);
  expect(
    timelineOf({ ...term, current_ends_on: null, renews_to: null }, "2020-01-01", "2021-01-01"),
  ).toBeNull();
});
