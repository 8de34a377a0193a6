import type { BalanceLine, Code, Totals } from "@/features/accounting/words";

/** A line of the balance, or its total. */
export type Row = Totals & {
  key: string;
  number: string | null;
  name: string;
  third: string | null;
  thirdNumber: string | null;
};

/** Lines as they are listed, their total last when there is one. */
export function rowsOf(lines: BalanceLine[], totals: Totals | null, totalName: string): Row[] {
  const rows: Row[] = lines.map((line) => ({
    ...line,
    key: `${line.number}/${line.third_number ?? ""}`,
    third: line.third_name,
    thirdNumber: line.third_number,
  }));
  if (totals)
    rows.push({ ...totals, key: "total", number: null, name: totalName, third: null, thirdNumber: null });
  return rows;
}

/** Whether something was there before the year: two columns less when nothing was. */
export function hasOpening(lines: BalanceLine[]): boolean {
  return lines.some((line) => line.opening_debit_cents !== 0 || line.opening_credit_cents !== 0);
}

/** What the ledger keeps under a number: several purposes may have the same. */
export function meaningsOf(number: string, codes: Code[]): string[] {
  return codes.filter((code) => code.number === number).map(({ meaning }) => meaning);
}

/** Years that may be asked for: from the agreement's first to this one, the last first. */
export function yearsFrom(first: string | null, today: string): number[] {
  const last = Number(today.slice(0, 4));
  const begins = Math.min(Number((first ?? today).slice(0, 4)), last);
  return Array.from({ length: Math.min(last - begins, 30) + 1 }, (_, back) => last - back);
}
