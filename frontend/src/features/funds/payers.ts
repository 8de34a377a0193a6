import type { ItemOf } from "@/api/client";

type Line = ItemOf<"/v1/ledger/accounts/{account_id}/lines">;

/** Who paid for a project: a member by its contributions, or the common pot (no name). */
export type Payer = { key: string; name: string | null; ratio: number };

/** From the lines that committed the project, the largest first. */
export function payersOf(lines: Pick<Line, "other" | "amount">[]): Payer[] {
  const whole = lines.reduce((sum, { amount }) => sum + amount, 0);
  return [...lines]
    .sort((a, b) => b.amount - a.amount)
    .map(({ other, amount }) => ({
      key: other.id,
      name: other.purpose === "common" ? null : other.organisation_name,
      ratio: amount / whole,
    }));
}
