import { expect, it } from "vitest";
import { proposedEnd } from "@/features/resources/proposed-end";

const openings = [{ starts_at: "2026-11-24T07:00:00Z", ends_at: "2026-11-24T17:30:00Z" }];

it("proposes one unit of the tariff, no shorter than the minimum", () => {
  const at = (tariff_unit: "hour" | "half_day" | "day" | "night", minimum_minutes = 30) =>
    proposedEnd({ tariff_unit, minimum_minutes }, "2026-11-24T08:00:00Z", openings);
  expect(at("hour")).toBe("2026-11-24T09:00:00Z");
  expect(at("hour", 120)).toBe("2026-11-24T10:00:00Z");
  expect(at("half_day")).toBe("2026-11-24T12:00:00Z");
  expect(at("day")).toBe("2026-11-24T17:30:00Z");
  expect(at("night")).toBe("2026-11-25T08:00:00Z");
});

it("ends at closing time when an hour more would pass it", () => {
  const late = proposedEnd({ tariff_unit: "hour", minimum_minutes: 30 }, "2026-11-24T17:00:00Z", openings);
  expect(late).toBe("2026-11-24T17:30:00Z");
});
