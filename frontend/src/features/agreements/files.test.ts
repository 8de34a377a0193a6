import { expect, it } from "vitest";
import { readableSize, shortHash, titleFrom, typed } from "@/features/agreements/files";

it("says the format of an office file that the browser does not know", () => {
  expect(typed(new File(["PK"], "Convention.ODT")).type).toBe("application/vnd.oasis.opendocument.text");
  expect(typed(new File(["x"], "budget.pdf", { type: "text/plain" })).type).toBe("application/pdf");
  expect(typed(new File(["x"], "programme.exe", { type: "application/x-msdos" })).type).toBe(
    "application/x-msdos",
  );
});

it("proposes the file's name as title, and says sizes and fingerprints shortly", () => {
  expect(titleFrom("convention_2027.v2.pdf")).toBe("convention 2027.v2");
  expect(shortHash("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")).toBe("9f86d0…f00a08");
  expect(readableSize(812)).toEqual({ value: 812, unit: "bytes" });
  expect(readableSize(48_300)).toEqual({ value: 48, unit: "kilobytes" });
  expect(readableSize(999_900)).toEqual({ value: 1, unit: "megabytes" });
});
