import type { MessageDescriptor } from "@lingui/core";
import { expect, it } from "vitest";
import { formatAmount, nameOfUnit, readAmount } from "@/ui/units";

const say = ({ message, id }: MessageDescriptor) => message ?? id ?? "";
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

it.each([
  [2_212_000, "EUR/2", "22 120,00 €"],
  [-1_240_000, "EUR/2", "−12 400,00 €"],
  [1_250, "HOUR/2", "12,50 h"],
  [3, "NIGHT/0", "3 nuitées"],
  [1_500, "BOX/3", "1,500 BOX"],
])("says %i of %s as %s", (value, unit, words) => {
  expect(plain(formatAmount(value, unit, "fr", say))).toBe(words);
});

it("signs what comes in and what goes out, and not zero", () => {
  const signed = (value: number) => plain(formatAmount(value, "EUR/2", "fr", say, { signed: true }));
  expect([signed(1_000_000), signed(-75_000), signed(0)]).toEqual(["+10 000,00 €", "−750,00 €", "0,00 €"]);
});

it("names a unit nobody foresaw by its code", () => {
  expect([nameOfUnit("HOUR/2", say), nameOfUnit("BOX/3", say)]).toEqual(["Heures", "BOX"]);
});

it.each([
  ["1 024,87", "EUR/2", 102_487],
  ["1\u202f024,87 €", "EUR/2", 102_487],
  ["1024.87", "EUR/2", 102_487],
  ["1.024,87", "EUR/2", 102_487],
  ["1,024.87", "EUR/2", 102_487],
  ["12", "EUR/2", 1_200],
  ["12,5", "EUR/2", 1_250],
  ["0,01", "EUR/2", 1],
  ["12,50 h", "HOUR/2", 1_250],
  ["1 h 30", "HOUR/2", 150],
  ["3 nuitées", "NIGHT/0", 3],
])("reads %s of %s as %i", (text, unit, value) => {
  expect(readAmount(text, unit)).toBe(value);
});

it.each([
  ["", "EUR/2"],
  ["0", "EUR/2"],
  ["-5", "EUR/2"],
  ["1,024", "EUR/2"],
  ["12,345", "EUR/2"],
  ["1 h 20", "HOUR/2"],
  ["2,5", "NIGHT/0"],
  ["douze", "EUR/2"],
  ["99999999999999", "EUR/2"],
])("refuses %s of %s rather than guess", (text, unit) => {
  expect(readAmount(text, unit)).toBeNull();
});
