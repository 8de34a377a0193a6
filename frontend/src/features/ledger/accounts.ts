import { useEffect } from "react";
import { useApiInfinite } from "@/api/hooks";
import { type Account, type Purpose, purposes } from "@/features/ledger/words";

/** All the accounts one may read, page after page: totals are told of whole groups only. */
export function useAccounts(agreementId: string) {
  const accounts = useApiInfinite("/v1/ledger/accounts", {
    query: { agreement_id: agreementId, limit: 100 },
  });
  const { hasNextPage, isFetchingNextPage, isError, fetchNextPage } = accounts;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isError) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isError, fetchNextPage]);
  return accounts;
}

export type Group = { purpose: Purpose; accounts: Account[]; totals: { unit: string; total: number }[] };

/** Accounts by what they are for, one's own first. Totals are of groups of several accounts, all of them readable. */
export function groupsOf(accounts: Account[]): Group[] {
  return purposes
    .map((purpose) => {
      const of = accounts.filter((account) => account.purpose === purpose).sort(ownFirst);
      return { purpose, accounts: of, totals: of.length > 1 ? totalsOf(of) : [] };
    })
    .filter((group) => group.accounts.length > 0);
}

function ownFirst(one: Account, other: Account): number {
  if (one.mine !== other.mine) return one.mine ? -1 : 1;
  const name = ({ organisation_name, label }: Account) => `${organisation_name ?? ""} ${label ?? ""}`;
  return name(one).localeCompare(name(other), "fr");
}

/** Sum of the balances by unit; none if one of them is withheld. */
export function totalsOf(accounts: Account[]): { unit: string; total: number }[] {
  if (accounts.some(({ balance }) => balance === null)) return [];
  const totals = new Map<string, number>();
  for (const { unit, balance } of accounts) totals.set(unit, (totals.get(unit) ?? 0) + (balance ?? 0));
  return [...totals].map(([unit, total]) => ({ unit, total }));
}
