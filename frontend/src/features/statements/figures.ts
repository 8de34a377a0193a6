import type { StatementLine } from "@/features/statements/words";

type Owed = Pick<
  StatementLine,
  | "mine"
  | "amount_cents"
  | "remaining_cents"
  | "overdue_days"
  | "due_on"
  | "state"
  | "to_pool"
  | "issuer_id"
  | "id"
>;

/** Who is to pay what is left: us, or somebody to us; null between others, or when nothing is left. */
export function sideOf(statement: Omit<Owed, "id">, me: string | undefined): "we_owe" | "owed_to_us" | null {
  if (statement.state !== "issued") return null;
  const isCredit = statement.amount_cents < 0;
  if (statement.mine) return isCredit ? "owed_to_us" : "we_owe";
  if (!statement.to_pool && statement.issuer_id === me && !isCredit) return "owed_to_us";
  return null;
}

export type Standing<T> = {
  late: T[];
  coming: T[];
  owedToUs: T[];
  lateCents: number;
  comingCents: number;
  owedToUsCents: number;
};

/** What one's organisation owes, late first, and what it is owed; each by due date, the earliest first. */
export function standingOf<T extends Owed>(statements: T[], me: string | undefined): Standing<T> {
  const byDueDate = [...statements].sort(
    (a, b) => a.due_on.localeCompare(b.due_on) || a.id.localeCompare(b.id),
  );
  const ours = byDueDate.filter((one) => sideOf(one, me) === "we_owe");
  const late = ours.filter(({ overdue_days }) => overdue_days > 0);
  const coming = ours.filter(({ overdue_days }) => overdue_days === 0);
  const owedToUs = byDueDate.filter((one) => sideOf(one, me) === "owed_to_us");
  return {
    late,
    coming,
    owedToUs,
    lateCents: leftOf(late),
    comingCents: leftOf(coming),
    owedToUsCents: leftOf(owedToUs),
  };
}

export function leftOf(statements: Pick<StatementLine, "remaining_cents">[]): number {
  return statements.reduce((sum, { remaining_cents }) => sum + remaining_cents, 0);
}

/** "1150,5" typed in euros is 115050 cents. */
export function centsOf(euros: number | string): number {
  return Math.round(Number(euros) * 100);
}
