// Writes .br and .gz beside each file of the build, so that the server never compresses at request time.
import { readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { manifestOf, web } from "./build-folder.mjs";

const compressible = new Set([".js", ".css", ".html", ".svg", ".json"]);

await rename(join(web, ".vite/manifest.json"), manifestOf(web));
await rm(join(web, ".vite"), { recursive: true });

let count = 0;
for (const entry of await readdir(web, { recursive: true })) {
  const path = join(web, entry);
  if (!compressible.has(extname(path)) || !(await stat(path)).isFile()) continue;
  const bytes = await readFile(path);
  const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  await writeFile(`${path}.br`, brotli);
  await writeFile(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  count += 1;
}
console.log(`${count} files compressed`);
