import { defineConfig } from "@lingui/cli";
import { formatter } from "@lingui/format-po";

/** The source text is French; English is a complete translation of it. */
export default defineConfig({
  sourceLocale: "fr",
  locales: ["fr", "en"],
  catalogs: [
    { path: "src/locales/{locale}/messages", include: ["src"], exclude: ["src/test/**", "src/**/*.test.*"] },
  ],
  // No line numbers: a moved line is not a change of wording. No dates: the files must be reproducible.
  format: formatter({ lineNumbers: false, printPlaceholdersInComments: false }),
  orderBy: "message",
});
