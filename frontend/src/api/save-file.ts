import { useMutation } from "@tanstack/react-query";
import { type ApiProblem, problemFrom, unanswered } from "@/api/problem";

type Saving = {
  /** A path of the service, with its query. */
  address: string;
  /** Used when the service names no file. */
  fileName: string;
};

/** Fetched rather than linked to, so that a refusal is said on the page instead of saved as a file. */
export function useSaveFile() {
  return useMutation<void, ApiProblem, Saving>({
    mutationFn: async ({ address, fileName }) => {
      const response = await ask(address);
      if (!response.ok) throw problemFrom(response, await response.json().catch(() => undefined));
      const named = nameOf(response.headers.get("Content-Disposition"));
      save(await response.blob(), named ?? fileName);
    },
  });
}

/** The file's name as the service writes it, accents included (RFC 6266); null when it gives none. */
export function nameOf(disposition: string | null): string | null {
  const full = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? "")?.[1];
  const plain = /filename="([^"]+)"/i.exec(disposition ?? "")?.[1];
  return full ? decodeURIComponent(full) : (plain ?? null);
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
