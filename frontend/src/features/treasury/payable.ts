import type { FileKind, Statement, Transfer, WholeFile } from "@/features/treasury/words";
import { addDays, weekdayOf } from "@/ui/paris-time";

/** What a bank may be asked to pay or to collect: a statement, or a transfer of a netting carried out. */
export type Payable = {
  id: string;
  kind: "statement" | "transfer";
  reference: string;
  title: string;
  /** Which of so many calls; null for what is asked for at once. */
  call: { number: number; of: number } | null;
  /** Who is paid, or debited; null: the common cash, whose money the lead keeps. */
  organisation_id: string | null;
  organisation_name: string;
  due_on: string | null;
  cents: number;
};

type Asker = { me: string; leads: boolean };

type OpenStatement = Pick<
  Statement,
  | "id"
  | "reference"
  | "title"
  | "instalment"
  | "instalments"
  | "amount_cents"
  | "remaining_cents"
  | "due_on"
  | "organisation_id"
  | "organisation_name"
  | "issuer_id"
  | "issuer_name"
>;

/** What one's organisation may pay, or as the lead collect, the earliest due first. The service judges again. */
export function payables(
  kind: FileKind,
  statements: OpenStatement[],
  transfers: Transfer[],
  asker: Asker,
): Payable[] {
  const found = [
    ...statements.map((one) => fromStatement(kind, one, asker)),
    ...transfers.map((one) => fromTransfer(kind, one, asker)),
  ].filter((one) => one !== null);
  return found.sort(
    (a, b) => (a.due_on ?? "").localeCompare(b.due_on ?? "") || a.reference.localeCompare(b.reference),
  );
}

type End = { id: string | null; name: string };

/** Who is at the other end; null when it is not for one's bank. Between the cash and its lead nothing moves. */
function otherEnd(kind: FileKind, payer: End, payee: End, { me, leads }: Asker): End | null {
  const isMe = ({ id }: End) => id === me || (leads && id === null);
  const [here, there] = kind === "transfers" ? [payer, payee] : [payee, payer];
  if (kind === "debits" && !leads) return null;
  return isMe(here) && !isMe(there) ? there : null;
}

function fromStatement(kind: FileKind, one: OpenStatement, asker: Asker): Payable | null {
  const party = { id: one.organisation_id, name: one.organisation_name };
  const issuer = { id: one.issuer_id, name: one.issuer_name };
  const isCredit = one.amount_cents < 0;
  const other = otherEnd(kind, isCredit ? issuer : party, isCredit ? party : issuer, asker);
  return (
    other && {
      id: one.id,
      kind: "statement",
      reference: one.reference,
      title: one.title,
      call: one.instalment && one.instalments ? { number: one.instalment, of: one.instalments } : null,
      organisation_id: other.id,
      organisation_name: other.name,
      due_on: one.due_on,
      cents: one.remaining_cents,
    }
  );
}

function fromTransfer(kind: FileKind, one: Transfer, asker: Asker): Payable | null {
  const payer = { id: one.payer_id, name: one.payer_name };
  const payee = { id: one.payee_id, name: one.payee_name };
  const other = one.paid_on === null ? otherEnd(kind, payer, payee, asker) : null;
  return (
    other && {
      id: one.id,
      kind: "transfer",
      reference: String(one.settlement_number),
      title: "",
      call: null,
      organisation_id: other.id,
      organisation_name: other.name,
      due_on: null,
      cents: one.cents,
    }
  );
}

type Filed = Pick<WholeFile, "id" | "execution_on">;

/** The file that each statement or transfer waits in, by its identifier. */
export function filedIn(files: WholeFile[]): Map<string, Filed> {
  return new Map(
    files.flatMap((file) =>
      file.items
        .filter(({ live }) => live)
        .map(({ statement_id, transfer_id }) => [statement_id ?? transfer_id ?? "", file] as const),
    ),
  );
}

/** The first day of the week from this one on: banks rest on Saturdays and Sundays. */
export function weekdayFrom(day: string): string {
  const weekday = weekdayOf(day);
  return weekday > 5 ? addDays(day, 8 - weekday) : day;
}

/** Days on which a bank may be asked to act: a debit is presented the day before at least. */
export function executionDays(kind: FileKind, today: string): { first: string; last: string } {
  return { first: kind === "transfers" ? today : addDays(today, 1), last: addDays(today, 365) };
}
