import { i18n, type Messages } from "@lingui/core";
import { compileMessage } from "@lingui/message-utils/compileMessage";

export type Language = "fr" | "en";

/** Read by public/theme.js too. */
const storageKey = "essaim.language";

/** The French texts are in the code of each page: only the other languages have a catalogue to fetch. */
const catalogues: Record<Language, () => Promise<Messages>> = {
  fr: async () => ({}),
  en: async () => (await import("@/locales/en/messages.po")).messages,
};

/** A text in the code becomes, once, what can be filled in: its values, its plurals. */
export function prepareSourceTexts(): void {
  const compiled = new Map<string, ReturnType<typeof compileMessage>>();
  i18n.setMessagesCompiler((text) => {
    const known = compiled.get(text) ?? compileMessage(text);
    compiled.set(text, known);
    return known;
  });
}

/** French unless this browser was told otherwise. */
export function storedLanguage(): Language {
  return localStorage.getItem(storageKey) === "en" ? "en" : "fr";
}

/** Shows the screen in a language; `<html lang>` follows, and with it the API's `Accept-Language`. */
export async function showLanguage(language: Language): Promise<void> {
  const messages = await catalogues[language]();
  document.documentElement.lang = language;
  localStorage.setItem(storageKey, language);
  i18n.loadAndActivate({ locale: language, messages });
}
