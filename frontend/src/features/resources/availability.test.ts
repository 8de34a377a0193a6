import { expect, it } from "vitest";
import { availabilityAt } from "@/features/resources/availability";
import type { Calendar } from "@/features/resources/words";

const slot = (from: string, to: string) => ({
  starts_at: `2026-11-24T${from}:00Z`,
  ends_at: `2026-11-24T${to}:00Z`,
  mine: false,
  booking_id: null,
  state: null,
  organisation_name: null,
  purpose: null,
});

function calendar(...taken: ReturnType<typeof slot>[][]): Calendar {
  return {
    first_day: "2026-11-24",
    last_day: "2026-11-24",
    starts_at: "2026-11-23T23:00:00Z",
    ends_at: "2026-11-24T23:00:00Z",
    complete: true,
    openings: [{ starts_at: "2026-11-24T07:00:00Z", ends_at: "2026-11-24T18:00:00Z" }],
    units: taken.map((one, index) => ({ number: index + 1, label: null, taken: one })),
  };
}

const at = (time: string) => new Date(`2026-11-24T${time}:00Z`);

it("says how many units are free now", () => {
  const two = calendar([slot("08:00", "10:00")], []);
  expect(availabilityAt(two, at("09:00"))).toEqual({ state: "free", units: 1, of: 2 });
});

it("says until when all are taken, through bookings that follow one another", () => {
  const full = calendar([slot("08:00", "10:00"), slot("10:00", "11:00")], [slot("08:00", "12:00")]);
  expect(availabilityAt(full, at("09:00"))).toEqual({ state: "taken", until: "2026-11-24T11:00:00Z" });
});

it("promises nothing after closing, and the hour of opening before", () => {
  const all = calendar([slot("08:00", "18:00")]);
  expect(availabilityAt(all, at("09:00"))).toEqual({ state: "taken", until: null });
  expect(availabilityAt(all, at("06:00"))).toEqual({ state: "opens", at: "2026-11-24T07:00:00Z" });
  expect(availabilityAt(all, at("19:00"))).toEqual({ state: "closed" });
});
