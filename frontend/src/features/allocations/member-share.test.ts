import { expect, it } from "vitest";
import { aloneOf, roundedUp, sumOf, whoNeeds } from "@/features/allocations/member-share";

it("adds lines up, and says a price alone only when every line has one", () => {
  expect(sumOf([{ cents: 273_857 }, { cents: 1_095_134 }])).toBe(1_368_991);
  expect(aloneOf([{ alone_cents: 936_000 }, { alone_cents: 1_461_600 }])).toBe(2_397_600);
  expect(aloneOf([{ alone_cents: 936_000 }, { alone_cents: null }])).toBeNull();
});

it("counts the cents of rounding", () => {
  const part = (rounded_up: boolean) => ({ rounded_up });
  expect(roundedUp({ lines: [{ parts: [part(true), part(false)] }, { parts: [part(true)] }] as never })).toBe(
    2,
  );
});

const need = (organisation_name: string, alone_cents: number | null) => ({ organisation_name, alone_cents });
const needs = [need("A", 936), need("B", 612), need("C", 384), need("D", 0)];
const counts = (...all: number[]) => all.map((members_count) => ({ members_count }));

it("names who needs each level", () => {
  expect(whoNeeds(counts(3, 2, 1), needs)).toEqual([["A", "B", "C"], ["A", "B"], ["A"]]);
  expect(whoNeeds(counts(3, 2), needs)).toEqual([
    ["A", "B", "C"],
    ["A", "B"],
  ]);
});

it("names nobody when prices read here do not make the levels told", () => {
  expect(whoNeeds(counts(4, 2, 1), needs)).toBeNull();
  expect(whoNeeds(counts(3, 2), [need("C", 384)])).toBeNull();
});
