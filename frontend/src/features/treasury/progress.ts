import type { BankImport } from "@/features/treasury/words";

type Counted = Pick<BankImport, "line_count" | "known_count" | "open_count">;

/** Of the lines these files brought, each counted once, how many still wait. */
export function progressOf(imports: Counted[]): { total: number; left: number } {
  const sum = (one: (file: Counted) => number) => imports.reduce((all, file) => all + one(file), 0);
  return { total: sum(broughtBy), left: sum(({ open_count }) => open_count) };
}

/** Lines that came by this file and by none before. */
export function broughtBy({ line_count, known_count }: Counted): number {
  return line_count - known_count;
}
