/**
 * Days and clocks of Paris, whatever the clock of the machine. A day is `YYYY-MM-DD`, a clock is in minutes
 * since midnight, a moment is ISO 8601 in UTC.
 */

const minute = 60_000;
const hour = 60 * minute;

export const endOfDay = 24 * 60;

const clock = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/Paris",
  hourCycle: "h23",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
});

export type Wall = { day: string; minutes: number };

/** What calendars and clocks of Paris show at a moment. */
export function wallOf(moment: string | Date): Wall {
  const parts = new Map(clock.formatToParts(new Date(moment)).map(({ type, value }) => [type, value]));
  return {
    day: `${parts.get("year")}-${parts.get("month")}-${parts.get("day")}`,
    minutes: Number(parts.get("hour")) * 60 + Number(parts.get("minute")),
  };
}

/**
 * When clocks of Paris show this time on this day: of two, the first. A time skipped when they go forward is
 * the end of the gap, as it is for the service.
 */
export function momentOf(day: string, minutes: number): string {
  const naive = Date.parse(`${day}T00:00:00Z`) + minutes * minute;
  const shown = [naive - 2 * hour, naive - hour].find((candidate) => {
    const wall = wallOf(new Date(candidate));
    return Date.parse(`${wall.day}T00:00:00Z`) + wall.minutes * minute === naive;
  });
  return isoMinute(shown ?? Math.floor((naive - hour) / hour) * hour);
}

export function addMinutes(moment: string, minutes: number): string {
  return isoMinute(Date.parse(moment) + minutes * minute);
}

/** The later of two moments written alike. */
export function later(one: string, other: string): string {
  return Date.parse(one) < Date.parse(other) ? other : one;
}

const isoMinute = (time: number) => new Date(time).toISOString().replace(".000Z", "Z");

export function today(): string {
  return wallOf(new Date()).day;
}

export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 24 * hour).toISOString().slice(0, 10);
}

/** ISO: 1 Monday … 7 Sunday. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

export function mondayOf(day: string): string {
  return addDays(day, 1 - weekdayOf(day));
}

/** 510 is "08:30"; 1440 is "24:00". */
export function clockText(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** "08:30" is 510. */
export function clockMinutes(text: string): number {
  const [hours = "0", minutes = "0"] = text.split(":");
  return Number(hours) * 60 + Number(minutes);
}
