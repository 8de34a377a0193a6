import type { RoundLine } from "@/features/purchases/words";

/** What a round waits for from one's organisation: as one of those asked, or as its coordinator. */
export type Task = "state" | "choose" | "prepare" | "close_needs" | "open_quotes" | "award";
export type Waiting = { task: Task; round: RoundLine; by: string };

export function taskOf(round: RoundLine, today: string): Task | null {
  const { state, mine, coordinates } = round;
  if (state === "needs" && mine?.asked && !mine.answered) return "state";
  if (coordinates) {
    if (state === "draft") return "prepare";
    if (state === "needs" && mayCloseNeeds(round, today)) return "close_needs";
    if (state === "quotes" && today >= round.quotes_until) return "open_quotes";
    if (state === "choice" && (today >= round.award_on || !mine?.asked)) return "award";
  }
  if (state === "choice" && mine?.asked && mine.answered) return "choose";
  return null;
}

type Survey = Pick<RoundLine, "answered_count" | "members_count" | "needs_until">;

/** The survey closes on its last day or later, or once everybody answered. */
export function mayCloseNeeds(
  { answered_count: answered, members_count: asked, needs_until: until }: Survey,
  today: string,
): boolean {
  return answered >= asked || today >= until;
}

/** The day of the stage under way: until when, or what is foreseen. */
export function dayOf(round: RoundLine): string {
  const { state } = round;
  if (state === "draft" || state === "needs") return round.needs_until;
  if (state === "quotes") return round.quotes_until;
  if (state === "choice") return round.award_on;
  return round.ends_on;
}

export type Told = { waiting: Waiting[]; running: RoundLine[]; past: RoundLine[] };

/** What waits for one's organisation, soonest first; what runs without it; what is over. */
export function sortRounds(rounds: RoundLine[], today: string): Told {
  const waiting: Waiting[] = [];
  const running: RoundLine[] = [];
  const past: RoundLine[] = [];
  for (const round of rounds) {
    const task = taskOf(round, today);
    if (round.state === "closed" || round.state === "cancelled") past.push(round);
    else if (task) waiting.push({ task, round, by: dayOf(round) });
    else running.push(round);
  }
  waiting.sort((one, other) => one.by.localeCompare(other.by));
  return { waiting, running, past };
}
