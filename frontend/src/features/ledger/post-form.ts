import type { Account, ManualKind } from "@/features/ledger/words";
import { readAmount } from "@/ui/units";

/** An entry as it is being written: amounts are still what people type. */
export type MoveValues = { source_id: string; destination_id: string; amount: string };

export type PostValues = {
  kind: ManualKind;
  description: string;
  reference: string;
  occurred_on: string;
  moves: MoveValues[];
};

export const emptyMove: MoveValues = { source_id: "", destination_id: "", amount: "" };

/** Accounts that an entry may move by hand. */
export function movable(accounts: Account[]): Account[] {
  return accounts.filter(({ by_hand, closed_on }) => by_hand && closed_on === null);
}

/** Accounts a movement may reach from another: of the same unit, and not the same one. */
export function reachable(accounts: Account[], from: string): Account[] {
  const source = accounts.find(({ id }) => id === from);
  return source ? accounts.filter(({ id, unit }) => id !== from && unit === source.unit) : accounts;
}

export function unitOf(accounts: Account[], move: MoveValues): string | null {
  return accounts.find(({ id }) => id === move.source_id)?.unit ?? null;
}

export type Effect = { account: Account; before: number; after: number };

/** What each account holds before and after all the movements, in the order they name it. */
export function effectsOf(accounts: Account[], moves: MoveValues[]): Effect[] {
  const changes = new Map<string, number>();
  for (const move of moves) {
    const amount = readAmount(move.amount, unitOf(accounts, move) ?? "") ?? 0;
    changes.set(move.source_id, (changes.get(move.source_id) ?? 0) - amount);
    changes.set(move.destination_id, (changes.get(move.destination_id) ?? 0) + amount);
  }
  return [...changes].flatMap(([id, change]) => {
    const account = accounts.find((one) => one.id === id);
    if (!account || account.balance === null) return [];
    return [{ account, before: account.balance, after: account.balance + change }];
  });
}

/** Accounts that the entry would leave lower than they may go: said before asking. */
export function overdrawn(effects: Effect[]): Effect[] {
  return effects.filter(
    ({ account: { minimum_balance: lowest }, before, after }) =>
      lowest !== null && after < lowest && after < before,
  );
}

/** The same, as the service takes it; the form has checked that every amount can be read. */
export function bodyOf(agreementId: string, accounts: Account[], values: PostValues) {
  const { kind, description, reference, occurred_on, moves } = values;
  return {
    agreement_id: agreementId,
    kind,
    description: description.trim(),
    reference: reference.trim() || null,
    occurred_on,
    moves: moves.map((move) => ({
      source_id: move.source_id,
      destination_id: move.destination_id,
      amount: readAmount(move.amount, unitOf(accounts, move) ?? "") ?? 0,
    })),
  };
}
