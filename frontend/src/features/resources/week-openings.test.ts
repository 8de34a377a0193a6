import { expect, it } from "vitest";
import { openingsFrom, rangesOf, wrongDays } from "@/features/resources/week-openings";

const openings = [
  { weekday: 1, opens_at: "08:30", closes_at: "12:00" },
  { weekday: 1, opens_at: "14:00", closes_at: "24:00" },
  { weekday: 6, opens_at: "09:00", closes_at: "12:00" },
];

it("gives back the openings it was given, midnight included", () => {
  const week = rangesOf(openings);
  expect(week[0]?.[1]).toEqual({ opens: "14:00", closes: "00:00" });
  expect(openingsFrom(week)).toEqual(openings);
  expect(wrongDays(week)).toEqual([]);
});

it("finds the days whose ranges are backwards, meet or are not filled in", () => {
  const week = rangesOf([]);
  week[0] = [{ opens: "12:00", closes: "09:00" }];
  week[2] = [
    { opens: "13:00", closes: "18:00" },
    { opens: "08:00", closes: "13:30" },
  ];
  week[4] = [{ opens: "", closes: "18:00" }];
  expect(wrongDays(week)).toEqual([1, 3, 5]);
});
