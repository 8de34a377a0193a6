import { expect, it } from "vitest";
import { hasFilters, queryOf, readResourceSearch } from "@/features/resources/search";

const pool = "agreement:019b8b74-1800-7656-8f0f-efaed631160a";

it("asks the service for what the address says", () => {
  const search = readResourceSearch({ q: "minibus", kind: "vehicle", shared: pool, whose: "others" });
  expect(queryOf(search)).toMatchObject({
    q: "minibus",
    kind: "vehicle",
    shared_with: "019b8b74-1800-7656-8f0f-efaed631160a",
    network: undefined,
    mine: false,
  });
});

it("leaves out of an address what it does not know", () => {
  const search = readResourceSearch({
    q: "",
    kind: "castle",
    shared: "agreement:x",
    whose: 3,
    retired: "yes",
  });
  expect(hasFilters(search)).toBe(false);
});
