import type { AgreementLine, Term } from "@/features/agreements/words";

/** The same day so many months later or earlier; the last day of the month when there is no such day. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  const moved = new Date(Date.UTC(year, month - 1 + months, Math.min(date, lastDay)));
  return moved.toISOString().slice(0, 10);
}

export type Deadline =
  | { kind: "answer" | "draft" | "ended" | "left" | "open_ended" }
  | { kind: "notice" | "end"; day: string; daysLeft: number };

/** The next day that counts for the organisation acted for, in the order in which one must care. */
export function nextDeadline({
  my_state,
  state,
  term,
}: Pick<AgreementLine, "my_state" | "state" | "term">): Deadline {
  if (state === "ended") return { kind: "ended" };
  if (my_state === "invited") return { kind: "answer" };
  if (my_state === "left") return { kind: "left" };
  if (state === "draft") return { kind: "draft" };
  if (term.notice_deadline && term.notice_days_left !== null) {
    return { kind: "notice", day: term.notice_deadline, daysLeft: term.notice_days_left };
  }
  if (term.current_ends_on && term.days_left !== null) {
    return { kind: "end", day: term.current_ends_on, daysLeft: term.days_left };
  }
  return { kind: "open_ended" };
}

/** Below this, a deadline deserves attention. */
export const soon = 90;

export type Marks = { today: number | null; notice: number | null; end: number };

/** Where days fall between the start and the last day shown, from 0 to 1; null outside. No fixed term: null. */
export function timelineOf(term: Term, startsOn: string, today: string): Marks | null {
  const last = term.renews_to ?? term.current_ends_on;
  if (!term.current_ends_on || !last || last <= startsOn) return null;
  const start = Date.parse(startsOn);
  const span = Date.parse(last) - start;
  const at = (day: string) => (Date.parse(day) - start) / span;
  const within = (place: number) => (place >= 0 && place <= 1 ? place : null);
  return {
    today: within(at(today)),
    notice: term.notice_deadline ? within(at(term.notice_deadline)) : null,
    end: at(term.current_ends_on),
  };
}
