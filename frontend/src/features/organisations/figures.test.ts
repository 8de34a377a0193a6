import { describe, expect, it } from "vitest";
import { formatFigure, fromSmallestUnit, toSmallestUnit } from "@/features/organisations/figures";
import { formatIdentifier } from "@/features/organisations/identifiers";

describe("figures", () => {
  it("go to the service as whole numbers of the smallest unit", () => {
    expect(toSmallestUnit("fte", 62.55)).toBe(6255);
    expect(toSmallestUnit("budget", 1234.56)).toBe(123456);
    expect(toSmallestUnit("beds", 84)).toBe(84);
    expect(fromSmallestUnit("fte", 6255)).toBe(62.55);
    expect(toSmallestUnit("taxable_share", 23.05)).toBe(2305);
  });

  it("are read in their own unit", () => {
    expect(formatFigure("fte", 6250, "fr")).toBe("62,5");
    expect(formatFigure("budget", 2212000, "fr")).toBe("22\u202f120,00\u00a0€");
    expect(formatFigure("beds", 84, "fr")).toBe("84");
    expect(formatFigure("taxable_share", 2305, "fr")).toBe("23,05\u00a0%");
  });
});

describe("identifiers", () => {
  it("are grouped as people read them aloud", () => {
    expect(formatIdentifier("siren", "990000010")).toBe("990\u00a0000\u00a0010");
    expect(formatIdentifier("siret", "99000001000019")).toBe("990\u00a0000\u00a0010\u00a000019");
  });

  it("are left as they are when they have another length", () => {
    expect(formatIdentifier("siren", "12345")).toBe("12345");
    expect(formatIdentifier("rna", "W691000000")).toBe("W691000000");
  });
});
