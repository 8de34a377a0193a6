import { describe, expect, it } from "vitest";
import { formatDate, formatMoney, formatPercent, formatRange } from "@/ui/format";

const narrow = "\u202f";
const wide = "\u00a0";

describe("money", () => {
  it("is written in French with no-break spaces", () => {
    expect(formatMoney(2_212_000, "fr")).toBe(`22${narrow}120,00${wide}€`);
    expect(formatMoney(-5, "fr")).toBe(`-0,05${wide}€`);
  });

  it("is written in English the English way", () => {
    expect(formatMoney(2_212_000, "en")).toBe("€22,120.00");
  });
});

describe("a ratio", () => {
  it("is a percentage", () => expect(formatPercent(0.286, "fr")).toBe(`28,60${wide}%`));
});

describe("dates", () => {
  it("are in Paris time, in winter and in summer", () => {
    expect(formatDate("2026-11-16T23:30:00Z", "fr", "moment")).toBe("17 novembre 2026 à 00:30");
    expect(formatDate("2026-07-01T22:30:00+00:00", "fr", "time")).toBe("00:30");
  });

  it("do not move when they are days", () => {
    expect(formatDate("2026-11-16", "fr")).toBe("16 novembre 2026");
    expect(formatDate("2026-11-16", "fr", "long")).toBe("lundi 16 novembre 2026");
    expect(formatDate("2026-11-16", "fr", "short")).toBe("16/11/2026");
    expect(formatDate("2026-11-16", "en")).toBe("16 November 2026");
  });

  it("begin months with 1er in French, and only then", () => {
    expect(formatDate("2026-01-01", "fr")).toBe("1er janvier 2026");
    expect(formatDate("2026-01-21", "fr", "long")).toBe("mercredi 21 janvier 2026");
    expect(formatDate("2026-01-01", "en")).toBe("1 January 2026");
    expect(formatRange("2026-01-01", "2026-02-01", "fr").replaceAll("\u2009", " ")).toBe(
      "1er janvier – 1er février 2026",
    );
  });

  it("say once what both ends of a range share", () => {
    expect(formatRange("2026-11-16", "2026-11-20", "fr")).toBe("16–20 novembre 2026");
    expect(formatRange("2026-11-16T08:00:00Z", "2026-11-16T11:00:00Z", "fr").replaceAll("\u2009", " ")).toBe(
      "16 novembre 2026, 09:00 – 12:00",
    );
  });
});
