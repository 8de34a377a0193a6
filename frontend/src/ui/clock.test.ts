import { expect, it } from "vitest";
import { readClock, stepClock } from "@/ui/clock";

it("reads a time as people write it", () => {
  expect(["9", "9h", "9h30", "930", "0930", "9:30", "23.59"].map(readClock)).toEqual([
    "09:00",
    "09:00",
    "09:30",
    "09:30",
    "09:30",
    "09:30",
    "23:59",
  ]);
  expect(["", "24:00", "9:75", "midi", "9:3"].map(readClock)).toEqual([null, null, null, null, null]);
});

it("steps to the next half hour, round the clock", () => {
  expect(stepClock("09:10", 1)).toBe("09:30");
  expect(stepClock("09:10", -1)).toBe("09:00");
  expect(stepClock("23:30", 1)).toBe("00:00");
  expect(stepClock("00:00", -1)).toBe("23:30");
});
