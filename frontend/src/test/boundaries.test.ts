import { globSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

/** routes > app > features > app's leaves (session, organisation picker…) > api, ui. Nothing imports upwards. */
const allowed: Record<string, RegExp> = {
  api: /^api\//,
  ui: /^(ui\/|api\/(client|problem)$)/,
  features: /^(api|ui)\/|^app\/(session|preferences|logo|organisation-picker)$/,
  app: /^(api|ui|app|locales)\//,
  routes: /^(api|ui|app|features)\//,
};

/** As in the back end, `agreements` is below its two kinds, and below the book, the journal, the shares and the purchases that each has. */
const below: Record<string, string> = {
  pools: "agreements",
  partnerships: "agreements",
  ledger: "agreements",
  audit: "agreements",
  treasury: "agreements",
  accounting: "agreements",
  allocations: "agreements",
  purchases: "agreements",
};

const imports = globSync("src/{api,ui,features,app,routes}/**/*.{ts,tsx}")
  .filter((file) => !/\.(gen|test)\.tsx?$/.test(file))
  .flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/(?:from|import\()\s*"@\/([^"]+)"/g)].map((match) => ({
      layer: file.split("/")[1] ?? "",
      feature: file.split("/")[2] ?? "",
      file,
      target: match[1] ?? "",
    })),
  );

it("lets imports go one way, and features ignore each other", () => {
  const own = ({ layer, feature, target }: (typeof imports)[number]) =>
    layer === "features" &&
    [feature, below[feature]].some((folder) => folder && target.startsWith(`features/${folder}/`));
  const wrong = imports.filter((one) => !own(one) && !allowed[one.layer]?.test(one.target));
  expect(imports.length).toBeGreaterThan(50);
  expect(wrong.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
});
