import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const sentences = [...readFileSync("src/locales/fr/messages.po", "utf8").matchAll(/^msgid "(.+)"$/gm)].map(
  (match) => match[1] ?? "",
);

it("puts a no-break space before the double signs, and inside the quotation marks", () => {
  expect(sentences.length).toBeGreaterThan(100);
  expect(sentences.filter((sentence) => /[ \p{L}\d}][?!;:»](?=\s|$)|«[ \p{L}]/u.test(withoutSyntax(sentence)))).toEqual(
    [],
  );
});

it("uses the real apostrophe and the real ellipsis", () => {
  expect(sentences.filter((sentence) => /\p{L}'\p{L}|\.\.\./u.test(sentence))).toEqual([]);
});

/** Plurals and placeholders are code, not words. */
function withoutSyntax(sentence: string): string {
  return sentence.replace(/\{[^{}]*\{[^}]*\}[^{}]*(\{[^}]*\}[^{}]*)*\}/g, "").replace(/\{\w+\}/g, "x");
}
