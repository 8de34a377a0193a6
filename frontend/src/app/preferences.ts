import { useLingui } from "@lingui/react";
import { type MantineColorScheme, useMantineColorScheme } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import { apiQuery, useApiMutation } from "@/api/hooks";
import { type Language, showLanguage } from "@/app/i18n";
import { type Me, useMe } from "@/app/session";
import { type ReadingFont, showReadingFont, storedReadingFont } from "@/app/theme";

export type Preferences = { language: Language; theme: MantineColorScheme; reading_font: ReadingFont };

/** Language, theme and font of this browser: at once on screen, remembered for the next visit. */
function useShow() {
  const { setColorScheme } = useMantineColorScheme();
  return useCallback(
    async (wished: Partial<Preferences>) => {
      if (wished.theme) setColorScheme(wished.theme);
      if (wished.reading_font) showReadingFont(wished.reading_font);
      if (wished.language) await showLanguage(wished.language);
    },
    [setColorScheme],
  );
}

/** What this browser shows, for pages where nobody is signed in yet. */
export function useBrowserPreferences(): Preferences & { change: (wished: Partial<Preferences>) => void } {
  const { i18n } = useLingui();
  const { colorScheme } = useMantineColorScheme();
  const [font, setFont] = useState(storedReadingFont);
  const show = useShow();
  return {
    language: i18n.locale === "en" ? "en" : "fr",
    theme: colorScheme,
    reading_font: font,
    change: (wished) => {
      if (wished.reading_font) setFont(wished.reading_font);
      void show(wished);
    },
  };
}

/** The same, and kept with the person so that they follow from one device to another. */
export function usePreferences() {
  const queryClient = useQueryClient();
  const browser = useBrowserPreferences();
  const save = useApiMutation("patch", "/v1/identity/me", {
    onSuccess: async (me) => {
      const key = apiQuery("/v1/identity/me").queryKey;
      const before = queryClient.getQueryData<Me>(key);
      queryClient.setQueryData<Me>(key, me);
      if (before?.person.language === me.person.language) return;
      // Sentences that the service wrote are asked again in the language just chosen, once the page asks in it.
      await showLanguage(me.person.language);
      void queryClient.invalidateQueries();
    },
  });
  const change = (wished: Partial<Preferences>) => {
    browser.change(wished);
    save.mutate({ body: wished });
  };
  return { ...browser, change, save };
}

/** A person who signs in finds the screen as they left it elsewhere. */
export function useMyPreferences(): void {
  const { language, theme, reading_font } = useMe().person;
  const show = useShow();
  useEffect(() => {
    void show({ language, theme, reading_font });
  }, [show, language, theme, reading_font]);
}
