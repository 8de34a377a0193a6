import { expect, it } from "vitest";
import { exportAddress, filtersOf, isFiltered, readStatementSearch } from "@/features/statements/search";

const agreement = "019b8b74-1800-7a70-89a3-c918c8a395fa";

it("keeps what an address says rightly, and forgets the rest", () => {
  const said = { agreement, view: "all", state: "late", kind: "credit", organisation: agreement };
  expect(readStatementSearch(said)).toEqual(said);
  const wrong = readStatementSearch({
    agreement: "1",
    view: "ours",
    state: "paid",
    kind: 3,
    organisation: "x",
  });
  expect(Object.values(wrong).every((value) => value === undefined)).toBe(true);
});

it("exports what the page shows, under the names of the service", () => {
  expect(filtersOf({ state: "late" })).toMatchObject({ overdue: true, state: undefined });
  expect(isFiltered({ agreement, view: "all" })).toBe(false);
  expect(isFiltered({ state: "settled" })).toBe(true);
  expect(exportAddress(agreement, "csv", { state: "late", view: "all" })).toBe(
    `/v1/statements/export?agreement_id=${agreement}&format=csv&overdue=true`,
  );
  expect(exportAddress(agreement, "xlsx", { state: "settled", kind: "call" })).toBe(
    `/v1/statements/export?agreement_id=${agreement}&format=xlsx&state=settled&kind=call`,
  );
});
