import { expect, it } from "vitest";
import { dayOf, readExitSearch } from "@/features/exits/search";

it("reads the days of an address, and leaves out what is no day", () => {
  expect(readExitSearch({ notice: "2027-06-15", leave: "2027-12-31" })).toEqual({
    notice: "2027-06-15",
    leave: "2027-12-31",
  });
  expect(readExitSearch({ notice: "demain", leave: 3 })).toEqual({ notice: undefined, leave: undefined });
});

it.each(["2027-02-30", "0202-06-15", "2027-6-5", "", null])("takes %j for no day", (typed) => {
  expect(dayOf(typed)).toBeUndefined();
});

it("knows the last day of February", () => {
  expect([dayOf("2028-02-29"), dayOf("2027-02-29")]).toEqual(["2028-02-29", undefined]);
});
