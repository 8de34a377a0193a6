import { isProblem } from "@/api/problem";

export type Lack = "account" | "city" | "mandate" | "bic";
export type Lacking = { organisation_id: string; name: string; lacks: Lack[] };

/** Who lacks what before the file can be made, as the service names them. */
export function lackingIn(error: unknown): Lacking[] {
  return isProblem(error, "payment_details_missing") && Array.isArray(error.context.lacking)
    ? (error.context.lacking as Lacking[])
    : [];
}

type Named = { statement_id: string | null; transfer_id: string | null };

/** Items that stop the file: paid, being netted, or not payable so. */
function itemsIn(error: unknown): string[] {
  if (!isProblem(error)) return [];
  const { items, statement_ids, transfer_ids } = error.context;
  const named = Array.isArray(items)
    ? (items as Named[]).map((one) => one.statement_id ?? one.transfer_id ?? "")
    : [];
  return [...named, ...listed(statement_ids), ...listed(transfer_ids)];
}

const listed = (value: unknown) => (Array.isArray(value) ? (value as string[]) : []);

type Chosen = { id: string; organisation_id: string | null };

/** Of the items asked for, those without which the file could be made; none when that would not do. */
export function stoppedBy<T extends Chosen>(error: unknown, chosen: T[], me: string): T[] {
  const lacking = lackingIn(error);
  if (lacking.some(({ organisation_id }) => organisation_id === me)) return [];
  const organisations = new Set(lacking.map(({ organisation_id }) => organisation_id));
  const items = new Set(itemsIn(error));
  return chosen.filter(
    ({ id, organisation_id }) =>
      items.has(id) || (organisation_id !== null && organisations.has(organisation_id)),
  );
}

/** Files, of one's own, that already hold what is asked for. */
export function filesIn(error: unknown): string[] {
  return isProblem(error, "already_filed") ? listed(error.context.file_ids) : [];
}
