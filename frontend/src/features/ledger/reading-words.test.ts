import { globSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { operationWords } from "@/features/ledger/reading-words";

const noting = "{accounting,allocations,ledger,settlements,statements,treasury}";

it("has words for every reading that the service notes", () => {
  const noted = globSync(`../backend/essaim/${noting}/service/**/*.py`)
    .map((file) => readFileSync(file, "utf8"))
    .filter((code) => code.includes("note"))
    .flatMap((code) =>
      [
        ...code.matchAll(/"((?:accounting|allocations|ledger|settlements|statements|treasury)\.[a-z_]+)"/g),
      ].map((found) => found[1] ?? ""),
    );
  expect(noted.length).toBeGreaterThan(20);
  expect([...new Set(noted)].filter((operation) => !(operation in operationWords))).toEqual([]);
});
