import { expect, it } from "vitest";
import {
  firstMinute,
  isRunning,
  isTooSoon,
  moves,
  periodOf,
  timeLeft,
  usualPeriod,
} from "@/features/decisions/calendar";

const at = (moment: string) => Date.parse(moment);
const vote = {
  state: "convened" as const,
  opens_at: "2027-06-18T12:00:00Z",
  closes_at: "2027-06-18T14:00:00Z",
};

it("receives ballots from the hour of opening to the hour of closing, opened by anybody or not", () => {
  expect(isRunning(vote, at("2027-06-18T11:59:00Z"))).toBe(false);
  expect(isRunning(vote, at("2027-06-18T12:00:00Z"))).toBe(true);
  expect(isRunning({ ...vote, state: "open" }, at("2027-06-18T13:59:00Z"))).toBe(true);
  expect(isRunning({ ...vote, state: "open" }, at("2027-06-18T14:00:00Z"))).toBe(false);
  expect(isRunning({ ...vote, state: "withdrawn" }, at("2027-06-18T13:00:00Z"))).toBe(false);
});

it("is followed until it is counted, and no sooner than it opens", () => {
  expect(moves(vote, at("2027-06-18T11:00:00Z"))).toBe(false);
  expect(moves({ ...vote, state: "open" }, at("2027-06-18T15:00:00Z"))).toBe(true);
  expect(moves({ ...vote, state: "closed" }, at("2027-06-18T13:00:00Z"))).toBe(false);
  expect(moves({ state: "draft", opens_at: null, closes_at: null }, at("2027-06-18T13:00:00Z"))).toBe(false);
});

it("tells what is left in days of the calendar of Paris, then in hours, then in minutes", () => {
  const now = at("2026-11-23T02:00:00Z");
  expect(timeLeft("2026-11-30T01:43:00Z", now, "fr")).toBe("dans 7 jours");
  // Two days later in Paris already, thirty-six hours on the clock.
  expect(timeLeft("2026-11-24T23:30:00Z", now, "fr")).toBe("dans 2 jours");
  expect(timeLeft("2026-11-24T08:00:00Z", now, "fr")).toBe("dans 30 heures");
  expect(timeLeft("2026-11-23T03:10:00Z", now, "fr")).toBe("dans 70 minutes");
  expect(timeLeft("2026-11-23T02:00:20Z", now, "fr")).toBe("dans 1 minute");
  expect(timeLeft("2026-11-30T01:43:00Z", now, "en")).toBe("in 7 days");
});

it("reads a period typed in the clocks of Paris, in summer and in winter", () => {
  const typed = {
    open_day: "2027-06-18",
    open_clock: "14:00",
    close_day: "2027-12-18",
    close_clock: "16:00",
  };
  expect(periodOf(typed)).toEqual({ opens_at: "2027-06-18T12:00:00Z", closes_at: "2027-12-18T15:00:00Z" });
  expect(periodOf({ ...typed, close_day: "2027-06-18", close_clock: "14:00" })).toBeNull();
  expect(periodOf({ ...typed, open_clock: "" })).toBeNull();
});

it("knows an opening sooner than the rules allow; without a first opening it does not judge", () => {
  const period = { opens_at: "2027-06-18T12:00:00Z", closes_at: "2027-06-18T14:00:00Z" };
  expect(isTooSoon(period, "2027-06-18T12:00:01Z")).toBe(true);
  expect(isTooSoon(period, "2027-06-18T12:00:00Z")).toBe(false);
  expect(isTooSoon(period, null)).toBe(false);
  expect(isTooSoon(null, "2027-06-18T12:00:00Z")).toBe(false);
});

it("proposes a week from the morning after the first moment allowed, itself allowed", () => {
  const earliest = "2026-12-08T02:01:19.169362Z";
  const proposed = usualPeriod(earliest);
  expect(proposed).toEqual({
    open_day: "2026-12-09",
    open_clock: "09:00",
    close_day: "2026-12-16",
    close_clock: "18:00",
  });
  expect(isTooSoon(periodOf(proposed), earliest)).toBe(false);
});

it("rounds the first moment allowed up to a minute one can type", () => {
  expect(firstMinute("2026-12-08T02:01:19.169362Z")).toEqual({ day: "2026-12-08", clock: "03:02" });
  expect(firstMinute("2026-12-08T22:59:30Z")).toEqual({ day: "2026-12-09", clock: "00:00" });
});
