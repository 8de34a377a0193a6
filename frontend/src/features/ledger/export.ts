import { useMutation } from "@tanstack/react-query";
import { type ApiProblem, problemFrom, unanswered } from "@/api/problem";
import type { LineSearch } from "@/features/ledger/search";

/** The address of a statement as a spreadsheet, with the filters of the page. */
export function exportAddress(accountId: string, { from, to, kind, q }: LineSearch): string {
  const chosen = Object.entries({ from, to, kind, q }).filter(([, value]) => value !== undefined);
  const query = new URLSearchParams(chosen as [string, string][]).toString();
  return `/v1/ledger/accounts/${accountId}/export${query ? `?${query}` : ""}`;
}

/** Fetched rather than linked to, so that a refusal (too many lines) is said on the page instead of saved as a file. */
export function useExport(accountId: string, fileName: string) {
  return useMutation<void, ApiProblem, LineSearch>({
    mutationFn: async (search) => {
      const response = await ask(exportAddress(accountId, search));
      if (!response.ok) throw problemFrom(response, await response.json().catch(() => undefined));
      save(await response.blob(), fileName);
    },
  });
}

async function ask(address: string): Promise<Response> {
  try {
    return await fetch(
      new Request(new URL(address, window.location.origin), {
        credentials: "same-origin",
        headers: { "Accept-Language": document.documentElement.lang || "fr" },
      }),
    );
  } catch (cause) {
    throw unanswered(cause);
  }
}

function save(content: Blob, fileName: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = fileName;
  link.click();
  // The browser reads it after this turn.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
