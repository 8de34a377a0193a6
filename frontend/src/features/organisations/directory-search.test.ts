import { describe, expect, it } from "vitest";
import { countFilters, readDirectorySearch } from "@/features/organisations/directory-search";

describe("the directory's address", () => {
  it("keeps what the service understands", () => {
    const search = { q: "tilleuls", department: "2A", sector: "elderly_care", is_network: "true" };
    expect(readDirectorySearch(search)).toMatchObject({ ...search, is_network: true });
  });

  it("reads numbers that the address bar made of codes", () => {
    expect(readDirectorySearch({ q: 990000010, department: 69, region: 84 })).toMatchObject({
      q: "990000010",
      department: "69",
      region: "84",
    });
  });

  it("leaves out what makes no sense", () => {
    const nonsense = { sector: "magic", department: "Rhône", network: "1", is_network: "no" };
    expect(countFilters(readDirectorySearch(nonsense))).toBe(0);
  });
});
