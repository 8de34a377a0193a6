import { describe, expect, it } from "vitest";
import { cellState, firstChance, hoursShown, segmentsOf, weekDays } from "@/ui/week-layout";

const days = weekDays("2026-10-19");

describe("segmentsOf", () => {
  it("cuts a period at each midnight of Paris", () => {
    const weekend = { starts_at: "2026-10-23T15:00:00Z", ends_at: "2026-10-25T09:00:00Z" };
    expect(segmentsOf(weekend, days)).toEqual([
      { column: 4, from: 17 * 60, to: 1440 },
      { column: 5, from: 0, to: 1440 },
      // Clocks went back during that night: nine o’clock UTC is ten in Paris.
      { column: 6, from: 0, to: 10 * 60 },
    ]);
  });

  it("leaves out the day a period ends at midnight of, and keeps what fits in the repeated hour", () => {
    expect(segmentsOf({ starts_at: "2026-10-21T20:00:00Z", ends_at: "2026-10-21T22:00:00Z" }, days)).toEqual([
      { column: 2, from: 22 * 60, to: 1440 },
    ]);
    expect(segmentsOf({ starts_at: "2026-10-25T00:45:00Z", ends_at: "2026-10-25T01:15:00Z" }, days)).toEqual([
      { column: 6, from: 165, to: 180 },
    ]);
  });
});

it("shows the hours of opening, not the nights of a long booking", () => {
  const open = [{ column: 0, from: 8 * 60 + 30, to: 18 * 60 }];
  const long = [{ column: 1, from: 0, to: 1440 }];
  expect(hoursShown(open, long)).toEqual({ from: 8 * 60, to: 18 * 60 });
});

describe("cellState", () => {
  const open = [{ column: 2, from: 480, to: 1080 }];
  const busy = [{ column: 2, from: 540, to: 600, lane: 0 }];
  const now = { day: "2026-10-21", minutes: 500 };
  const at = (from: number, lanes = 1) =>
    cellState({ open, busy, lanes, now }, "2026-10-21", { column: 2, from, to: from + 30 });

  it("tells what is over, closed, taken and free", () => {
    expect([at(480), at(510), at(540), at(600), at(1080)]).toEqual([
      "past",
      "free",
      "taken",
      "free",
      "closed",
    ]);
  });

  it("is free as long as one lane is", () => {
    expect(at(540, 2)).toBe("free");
  });
});

it("proposes the opening of a later day, and today the next half hour", () => {
  const open = [
    { column: 2, from: 480, to: 1080 },
    { column: 3, from: 540, to: 1080 },
  ];
  const now = { day: "2026-10-21", minutes: 497 };
  expect(firstChance(open, "2026-10-21", 2, now)).toBe("2026-10-21T06:30:00Z");
  expect(firstChance(open, "2026-10-22", 3, now)).toBe("2026-10-22T07:00:00Z");
  expect(firstChance(open, "2026-10-20", 1, now)).toBeNull();
});
