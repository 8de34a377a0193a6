import { expect, it } from "vitest";
import { bodyOf, changesTerms, newValues, patchOf } from "@/features/agreements/form-values";
import type { Agreement } from "@/features/agreements/words";

const values = {
  ...newValues("shared_means", "2027-01-01"),
  name: "Minibus",
  purpose: "Partager un minibus.",
  term_ends_on: "2029-12-31",
};
const agreement = { ...bodyOf(values), legal_form: { code: "shared_means" } } as unknown as Agreement;

it("sends no renewal for an agreement without a fixed term", () => {
  expect(bodyOf({ ...values, term_ends_on: "", maximum_renewals: 2 })).toMatchObject({
    term_ends_on: null,
    renewal_months: 0,
    maximum_renewals: null,
    notice_months: 6,
  });
});

it("sends only what changed, and tells a new name from new terms", () => {
  expect(patchOf(values, agreement)).toEqual({});
  const renamed = patchOf({ ...values, name: "Le minibus" }, agreement);
  expect(renamed).toEqual({ name: "Le minibus" });
  expect(changesTerms(renamed)).toBe(false);
  const opened = patchOf({ ...values, open_to_requests: true }, agreement);
  expect(opened).toEqual({ open_to_requests: true });
  expect(changesTerms(opened)).toBe(false);
  const longer = patchOf({ ...values, term_ends_on: "2030-12-31" }, agreement);
  expect(longer).toEqual({ term_ends_on: "2030-12-31" });
  expect(changesTerms(longer)).toBe(true);
});
