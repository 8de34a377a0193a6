import { expect, it } from "vitest";
import { nameOf } from "@/api/save-file";

it("names a saved file as the service does, accents included", () => {
  const both = "attachment; filename=\"releve-2027-0012.pdf\"; filename*=UTF-8''relev%C3%A9-2027-0012.pdf";
  expect(nameOf(both)).toBe("relevé-2027-0012.pdf");
  expect(nameOf('attachment; filename="releves.csv"')).toBe("releves.csv");
  expect(nameOf(null)).toBeNull();
});
