import { describe, expect, it } from "vitest";
import { readFigure, readPasted } from "@/features/allocations/needs-paste";

const organisations = [
  { id: "s", name: "EHPAD Le Hameau des Aînés – La Salette" },
  { id: "t", name: "EHPAD Les Tilleuls" },
  { id: "e", name: "Accueil de jour L’Éclaircie" },
];

describe("a figure copied from elsewhere", () => {
  it.each([
    ["1 024,87 €", 2, 102_487],
    ["1.024,87", 2, 102_487],
    ["1\u202f024", 0, 1024],
    ["0", 0, 0],
    ["60 lits", 0, 60],
    ["12,5 ETP", 2, 1250],
    ["12,50", 1, 125],
  ])("reads %s", (text, decimals, value) => {
    expect(readFigure(text, decimals)).toBe(value);
  });

  it.each([
    ["néant", 0],
    ["", 0],
    ["12,5", 0],
    ["-3", 0],
  ])("leaves %s", (text, decimals) => {
    expect(readFigure(text, decimals)).toBeNull();
  });
});

describe("two columns pasted from a spreadsheet", () => {
  it("knows a name without its accents, its capitals or its dashes, or part of it", () => {
    const text = "ehpad le hameau des aines - la salette\t84\nTilleuls;60\nAccueil de jour l'eclaircie 40";
    const { values, left } = readPasted(text, organisations, 0);
    expect([...values]).toEqual([
      ["s", 84],
      ["t", 60],
      ["e", 40],
    ]);
    expect(left).toEqual([]);
  });

  it("leaves what could be two organisations, is nobody’s, or has no figure", () => {
    const { values, left } = readPasted(
      "EHPAD\t3\nInconnue\t4\nEHPAD Les Tilleuls\tnéant\n\n",
      organisations,
      0,
    );
    expect(values.size).toBe(0);
    expect(left).toEqual(["EHPAD\t3", "Inconnue\t4", "EHPAD Les Tilleuls\tnéant"]);
  });
});
