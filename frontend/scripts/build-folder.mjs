import { basename, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the build: the one the API serves, or the one named on the command line. */
export const web = process.argv[2]
  ? resolve(process.argv[2])
  : fileURLToPath(new URL("../../backend/essaim/web", import.meta.url));

/** Where the list of chunks goes once it is out of what is served. */
export function manifestOf(folder) {
  const cache = new URL(`../node_modules/.cache-essaim-${basename(folder)}.json`, import.meta.url);
  return fileURLToPath(cache);
}
