// What a person downloads, after `npm run build`. Fails when a limit is passed.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { manifestOf, web } from "./build-folder.mjs";

const manifest = JSON.parse(await readFile(manifestOf(web), "utf8"));

const limits = { firstPageScript: 190_000, lazyChunk: 130_000, firstPageStyle: 40_000 };

/** The chunks a first visit to the home page loads: the entry, its layout, its page. French is in the code. */
const firstPage = ["index.html", "src/routes/_signed-in.tsx", "src/routes/_signed-in/index.tsx"];

const gzipSize = async (file) => (await readFile(join(web, `${file}.gz`))).length;

function closure(keys) {
  const seen = new Set();
  const visit = (key) => {
    if (seen.has(key)) return;
    seen.add(key);
    for (const next of manifest[key].imports ?? []) visit(next);
  };
  keys.forEach(visit);
  return [...seen].map((key) => manifest[key]);
}

const firstKeys = Object.keys(manifest).filter((key) => firstPage.some((name) => key.split("?")[0] === name));
const missing = firstPage.filter((name) => !firstKeys.some((key) => key.startsWith(name)));
if (missing.length > 0) throw new Error(`not in the build: ${missing.join(", ")}`);

const first = closure(firstKeys);
const total = async (files) =>
  (await Promise.all([...new Set(files)].map(gzipSize))).reduce((a, b) => a + b, 0);
const script = await total(first.map((chunk) => chunk.file).filter((file) => file.endsWith(".js")));
const style = await total(first.flatMap((chunk) => chunk.css ?? []));

const firstFiles = new Set(first.map((chunk) => chunk.file));
const lazy = [];
for (const chunk of Object.values(manifest)) {
  if (firstFiles.has(chunk.file) || !chunk.file.endsWith(".js")) continue;
  lazy.push({ file: chunk.file, size: await gzipSize(chunk.file) });
}
lazy.sort((a, b) => b.size - a.size);
const heaviest = lazy[0] ?? { file: "none", size: 0 };

const rows = [
  ["first page, scripts", script, limits.firstPageScript],
  ["first page, styles", style, limits.firstPageStyle],
  [`heaviest lazy chunk (${heaviest.file})`, heaviest.size, limits.lazyChunk],
];
for (const [what, size, limit] of rows) {
  console.log(
    `${size <= limit ? "ok  " : "OVER"} ${what}: ${(size / 1000).toFixed(1)} kB gzip of ${limit / 1000} kB`,
  );
}
if (rows.some(([, size, limit]) => size > limit)) process.exit(1);
