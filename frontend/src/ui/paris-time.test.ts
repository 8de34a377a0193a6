import { describe, expect, it } from "vitest";
import { addDays, clockText, momentOf, mondayOf, wallOf } from "@/ui/paris-time";

describe("clocks of Paris", () => {
  it("are an hour ahead in winter and two in summer", () => {
    expect(momentOf("2026-11-24", 9 * 60)).toBe("2026-11-24T08:00:00Z");
    expect(momentOf("2026-07-24", 9 * 60)).toBe("2026-07-24T07:00:00Z");
    expect(wallOf("2026-11-23T23:30:00Z")).toEqual({ day: "2026-11-24", minutes: 30 });
  });

  it("give the first of two passings of an hour, and the end of the hour that is skipped", () => {
    expect(momentOf("2026-10-25", 150)).toBe("2026-10-25T00:30:00Z");
    expect(momentOf("2027-03-28", 150)).toBe("2027-03-28T01:00:00Z");
    expect(momentOf("2026-10-25", 1440)).toBe("2026-10-25T23:00:00Z");
  });
});

it("counts days on the calendar, not in hours", () => {
  expect(addDays("2026-10-24", 2)).toBe("2026-10-26");
  expect(mondayOf("2026-11-29")).toBe("2026-11-23");
  expect(clockText(1440)).toBe("24:00");
});
