/** What a person keeps of the journal: the number of a record and its fingerprint. */
export type Kept = { seq: number; hash: string };

/** Finds both in what a person had copied, whatever the words around them. */
export function readKept(text: string): Kept | null {
  const hash = /\b[0-9a-f]{64}\b/i.exec(text)?.[0].toLowerCase();
  if (!hash) return null;
  const rest = text.replace(new RegExp(hash, "i"), " ");
  // The last one: an agreement may have a number in its name.
  const numbered =
    [...rest.matchAll(/n[°o]\s*(\d{1,15})/gi)].at(-1) ?? /(?<![\d/.:-])(\d{1,15})(?![\d/.:-])/.exec(rest);
  const seq = Number(numbered?.[1] ?? 0);
  return seq > 0 ? { seq, hash } : null;
}
