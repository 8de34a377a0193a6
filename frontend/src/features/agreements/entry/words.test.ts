import { expect, it } from "vitest";
import { readOpenSearch } from "@/features/agreements/entry/search";
import { addressOf, mayAsk } from "@/features/agreements/entry/words";

it("lets ask who is outside, was refused, or left", () => {
  expect([null, "declined", "left"].map((my_state) => mayAsk({ my_state } as never))).toEqual([
    true,
    true,
    true,
  ]);
  expect(["requested", "invited", "accepted"].map((my_state) => mayAsk({ my_state } as never))).toEqual([
    false,
    false,
    false,
  ]);
});

it("leads to the page of the agreement, whatever its kind", () => {
  expect(addressOf({ id: "a", kind: "pool" })).toBe("/pools/a");
  expect(addressOf({ id: "a", kind: "partnership" })).toBe("/partnerships/a");
});

it("reads from the address only what it knows", () => {
  expect(readOpenSearch({ q: "bus", kind: "pool" })).toEqual({ q: "bus", kind: "pool" });
  expect(readOpenSearch({ q: 3, kind: "fund" })).toEqual({ q: undefined, kind: undefined });
});
