import { useSaveFile } from "@/api/save-file";
import type { LineSearch } from "@/features/ledger/search";

/** The address of a statement as a spreadsheet, with the filters of the page. */
export function exportAddress(accountId: string, { from, to, kind, q }: LineSearch): string {
  const chosen = Object.entries({ from, to, kind, q }).filter(([, value]) => value !== undefined);
  const query = new URLSearchParams(chosen as [string, string][]).toString();
  return `/v1/ledger/accounts/${accountId}/export${query ? `?${query}` : ""}`;
}

/** A statement with too many lines is refused in words. */
export function useExport(accountId: string, fileName: string) {
  const { mutate, ...state } = useSaveFile();
  return {
    ...state,
    mutate: (search: LineSearch) => mutate({ address: exportAddress(accountId, search), fileName }),
  };
}
