import type { FileKind, LineState } from "@/features/treasury/words";

/** What the address of the bank may say. Apart, so that reading an address loads no page. */
export type View = "statements" | "files" | "prepare";

export type TreasurySearch = {
  view?: View | undefined;
  /** Which lines of the bank: those to match unless told. */
  state?: LineState | "all" | undefined;
  /** The payment file read in a window over the page. */
  file?: string | undefined;
  /** What the file that is being prepared does. */
  kind?: FileKind | undefined;
};

const views = ["statements", "files", "prepare"] as const;
const states = ["open", "matched", "set_aside", "all"] as const;
const kinds = ["transfers", "debits"] as const;

export function readTreasurySearch({ view, state, file, kind }: Record<string, unknown>): TreasurySearch {
  return {
    view: views.find((one) => one === view),
    state: states.find((one) => one === state),
    file: typeof file === "string" && /^[0-9a-f-]{36}$/.test(file) ? file : undefined,
    kind: kinds.find((one) => one === kind),
  };
}
