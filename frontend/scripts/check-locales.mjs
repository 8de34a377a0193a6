// The catalogues match the source, and English says everything French says.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const catalogue = (locale) => readFileSync(`${root}/src/locales/${locale}/messages.po`, "utf8");
const both = () => catalogue("fr") + catalogue("en");

const before = both();
execFileSync(process.execPath, ["node_modules/@lingui/cli/dist/lingui.js", "extract", "--clean"], {
  cwd: root,
  stdio: "pipe",
});
if (both() !== before) {
  console.error(
    "The catalogues did not match the source and were rewritten: translate, then commit src/locales.",
  );
  process.exit(1);
}

const untranslated = catalogue("en")
  .split("\n\n")
  .filter((entry) => /^msgstr ""$/m.test(entry) && !/^msgstr ""\n"/m.test(entry))
  .map((entry) => entry.slice(entry.indexOf("msgid")));
if (untranslated.length > 0) {
  console.error(`${untranslated.length} sentences have no English:\n${untranslated.join("\n\n")}`);
  process.exit(1);
}
console.log("catalogues up to date, no English missing");
