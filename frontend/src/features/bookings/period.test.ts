import { describe, expect, it } from "vitest";
import { spanOf, spansFrom, startMoved, usualSpan, valuesOf } from "@/features/bookings/period";

const morning = {
  start_day: "2026-11-24",
  start_clock: "09:00",
  end_day: "2026-11-24",
  end_clock: "12:00",
};

describe("a period typed", () => {
  it("is in the time of Paris, and reads back the same", () => {
    const span = spanOf(morning);
    expect(span).toEqual({ starts_at: "2026-11-24T08:00:00Z", ends_at: "2026-11-24T11:00:00Z" });
    expect(span && valuesOf(span)).toEqual(morning);
  });

  it("is nothing while incomplete or backwards", () => {
    expect(spanOf({ ...morning, end_clock: "" })).toBeNull();
    expect(spanOf({ ...morning, end_clock: "08:00" })).toBeNull();
  });

  it("keeps its length when the start moves, over midnight too", () => {
    const moved = startMoved(morning, { ...morning, start_clock: "23:00" });
    expect(moved).toEqual({ ...morning, start_clock: "23:00", end_day: "2026-11-25", end_clock: "02:00" });
  });
});

it("proposes tomorrow at nine", () => {
  expect(usualSpan(new Date("2026-11-23T23:30:00Z")).starts_at).toBe("2026-11-25T08:00:00Z");
});

it("reads the next free periods of a refusal", () => {
  const free = { starts_at: "2026-11-24T08:00:00Z", ends_at: "2026-11-24T11:00:00Z" };
  expect(spansFrom([free, { starts_at: 3 }, null])).toEqual([free]);
  expect(spansFrom(undefined)).toEqual([]);
});
