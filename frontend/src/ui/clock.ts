import { clockMinutes, clockText } from "@/ui/paris-time";

/** "9h30", "930", "9:30" and "9" as "09:30" or "09:00"; null when it is no time of day. */
export function readClock(typed: string): string | null {
  const match = /^(\d{1,2})\s*[h:.]?\s*(\d{2})?$/i.exec(typed.trim());
  if (!match) return null;
  const [hours, minutes] = [Number(match[1]), Number(match[2] ?? 0)];
  return hours < 24 && minutes < 60 ? clockText(hours * 60 + minutes) : null;
}

const day = 24 * 60;

/** Half an hour later or sooner, on the half hours, round the clock. */
export function stepClock(clock: string, direction: 1 | -1): string {
  const halves = clockMinutes(clock) / 30;
  const next = direction === 1 ? Math.floor(halves) + 1 : Math.ceil(halves) - 1;
  return clockText((next * 30 + day) % day);
}
