import { i18n } from "@lingui/core";
import { afterEach, beforeEach, expect, it } from "vitest";
import { prepareSourceTexts, showLanguage } from "@/app/i18n";

const countOf = (count: number) =>
  i18n._(
    "not in any catalogue",
    { count },
    {
      message: "{count, plural, one {# organisation} other {# organisations}}",
    },
  );

beforeEach(() => {
  // What a production build starts with: nothing that understands plurals.
  i18n.setMessagesCompiler((text) => [text]);
  prepareSourceTexts();
});
afterEach(() => showLanguage("fr"));

it("says French plurals from the texts of the code, without a catalogue", async () => {
  await showLanguage("fr");
  expect([countOf(0), countOf(1), countOf(140)]).toEqual([
    "0 organisation",
    "1 organisation",
    "140 organisations",
  ]);
  expect(i18n.messages).toEqual({});
});

it("shows English from its catalogue, French where a sentence is not in it, and tells the page", async () => {
  await showLanguage("en");
  expect(Object.keys(i18n.messages).length).toBeGreaterThan(100);
  expect(countOf(2)).toBe("2 organisations");
  expect(document.documentElement.lang).toBe("en");
});
