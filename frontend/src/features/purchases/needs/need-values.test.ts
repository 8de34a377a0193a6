import { describe, expect, it } from "vitest";
import {
  allPaidToday,
  bodyOf,
  faultsOf,
  isEmpty,
  type LineValues,
  sourceAbove,
  valuesOf,
} from "@/features/purchases/needs/need-values";

const blank: LineValues = {
  item_id: "a",
  volume: "",
  reference_price: "",
  reference_source: "",
  reference_on: "",
  evidence_id: null,
};
const gloves: LineValues = {
  ...blank,
  volume: 1200,
  reference_price: 5.1,
  reference_source: " Facture 2026-118 ",
  reference_on: "2026-10-31",
  evidence_id: "d1",
};
const today = "2026-11-23";

describe("an answer", () => {
  it("is sent whole, prices in ten-thousandths of a euro, lines in their places", () => {
    expect(bodyOf({ nothing: false, lines: [{ ...blank, item_id: "z" }, gloves] })).toEqual({
      nothing_needed: false,
      lines: [
        { item_id: "z", volume: 0 },
        {
          item_id: "a",
          volume: 1200,
          reference_price: 51_000,
          reference_source: "Facture 2026-118",
          reference_on: "2026-10-31",
          evidence_id: "d1",
        },
      ],
    });
  });

  it("says that nothing is needed, whatever was typed before", () => {
    expect(bodyOf({ nothing: true, lines: [gloves] })).toEqual({ lines: [], nothing_needed: true });
  });

  it("opens as it was stated", () => {
    const stated = {
      item_id: "a",
      volume: 1200,
      reference_price: 51_000,
      reference_source: "Facture 2026-118",
      reference_on: "2026-10-31",
      evidence_id: "d1",
    };
    const untouched = valuesOf([stated], true);
    expect(untouched.nothing).toBe(false);
    expect(bodyOf(untouched).lines).toEqual([stated]);
    const none = {
      ...stated,
      volume: null,
      reference_price: null,
      reference_source: null,
      reference_on: null,
    };
    expect(valuesOf([none], true).nothing).toBe(true);
    expect(valuesOf([none], false).nothing).toBe(false);
  });
});

describe("what is missing", () => {
  const faults = (line: LineValues) => faultsOf({ nothing: false, lines: [line] }, today);

  it("is nothing for a volume alone, nor for an item that is not needed", () => {
    expect(faults(gloves)).toEqual([]);
    expect(faults({ ...blank, volume: 3 })).toEqual([]);
    expect(faults(blank)).toEqual([]);
    expect(isEmpty({ nothing: false, lines: [blank] })).toBe(true);
    expect(isEmpty({ nothing: true, lines: [blank] })).toBe(false);
  });

  it("is the rest of a price: its source, its day, its volume", () => {
    expect(faults({ ...gloves, reference_source: " ", reference_on: "" })).toEqual([
      { path: "lines.0.reference_source", fault: "incomplete" },
      { path: "lines.0.reference_on", fault: "incomplete" },
    ]);
    expect(faults({ ...gloves, reference_price: "" })).toEqual([
      { path: "lines.0.reference_price", fault: "incomplete" },
    ]);
    expect(faults({ ...gloves, volume: "" })).toEqual([{ path: "lines.0.volume", fault: "volume_missing" }]);
  });

  it("is a day that is past, and a price under its evidence", () => {
    expect(faults({ ...gloves, reference_on: "2026-11-24" })).toEqual([
      { path: "lines.0.reference_on", fault: "to_come" },
    ]);
    expect(faults({ ...blank, volume: 2, evidence_id: "d1" })).toEqual([
      { path: "lines.0.reference_price", fault: "no_price" },
    ]);
  });
});

it("adds what is paid today, of the lines that say it", () => {
  expect(allPaidToday([gloves, { ...blank, volume: 5 }])).toBe(612_000);
  expect(allPaidToday([blank])).toBeNull();
  expect(allPaidToday([{ ...gloves, volume: 1, reference_price: 0.0325 }])).toBe(3);
});

it("takes the source again from the nearest line above", () => {
  expect(sourceAbove([gloves, blank, blank], 2)).toBe(gloves);
  expect(sourceAbove([gloves], 0)).toBeUndefined();
});
