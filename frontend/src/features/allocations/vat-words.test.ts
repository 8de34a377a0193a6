import { expect, it } from "vitest";
import { flaggedFirst } from "@/features/allocations/vat-words";

it("puts members above the limit first, then those whose figure is missing, keeping their order", () => {
  const member = (organisation_name: string, finding: "above" | "within" | "unknown") => ({
    organisation_name,
    finding,
  });
  const members = [
    member("S01", "within"),
    member("S06", "above"),
    member("S13", "within"),
    member("S09", "unknown"),
  ];
  expect(flaggedFirst(members as never).map(({ organisation_name: name }) => name)).toEqual([
    "S06",
    "S09",
    "S01",
    "S13",
  ]);
});
