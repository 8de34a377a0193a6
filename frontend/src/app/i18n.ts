import { i18n } from "@lingui/core";

export type Language = "fr" | "en";

/** Read by public/theme.js too. */
const storageKey = "essaim.language";

const catalogues = {
  fr: () => import("@/locales/fr/messages.po"),
  en: () => import("@/locales/en/messages.po"),
};

/** French unless this browser was told otherwise. */
export function storedLanguage(): Language {
  return localStorage.getItem(storageKey) === "en" ? "en" : "fr";
}

/** Shows the screen in a language; `<html lang>` follows, and with it the API's `Accept-Language`. */
export async function showLanguage(language: Language): Promise<void> {
  const { messages } = await catalogues[language]();
  document.documentElement.lang = language;
  localStorage.setItem(storageKey, language);
  i18n.loadAndActivate({ locale: language, messages });
}
