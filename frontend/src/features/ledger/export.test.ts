import { expect, it } from "vitest";
import { exportAddress } from "@/features/ledger/export";
import { isDay, readBookSearch } from "@/features/ledger/search";

it("exports what the page shows, and not the window open over it", () => {
  const entry = "019b8b74-1800-7a70-89a3-c918c8a395fa";
  expect(exportAddress("a1", { from: "2026-01-01", q: "loyer & charges", entry })).toBe(
    "/v1/ledger/accounts/a1/export?from=2026-01-01&q=loyer+%26+charges",
  );
  expect(exportAddress("a1", {})).toBe("/v1/ledger/accounts/a1/export");
});

it("forgets what an address says wrongly", () => {
  const search = readBookSearch({
    from: "2026-02-30",
    to: "1",
    kind: "theft",
    view: "all",
    entry: "x",
    q: 3,
  });
  expect(Object.values(search).every((value) => value === undefined)).toBe(true);
  expect(readBookSearch({ from: "2026-02-28", kind: "payment", view: "entries" })).toMatchObject({
    from: "2026-02-28",
    kind: "payment",
    view: "entries",
  });
  expect([isDay("2024-02-29"), isDay("0026-01-01")]).toEqual([true, false]);
});
