import { expect, it } from "vitest";
import { type BenefitValues, benefitBody, benefitChange, codeOf } from "@/features/networks/benefit-form";
import { centsOf } from "@/features/networks/membership-form";

const values: BenefitValues = {
  name: "Achats groupés",
  code: "",
  description: "",
  passes_on: true,
  for_associates: false,
  fee: 350,
  starts_on: "2027-01-01",
  ends_on: "",
};

it("makes a code of a French name", () => {
  expect(codeOf("Main-d’œuvre & entraide (été)")).toBe("main_d_oeuvre_entraide_ete");
});

it("keeps an unknown fee unknown, and cents exact", () => {
  expect(centsOf("")).toBeNull();
  expect(centsOf(0)).toBe(0);
  expect(centsOf(1.15)).toBe(115);
});

it("sends euros as cents and empty fields as nothing", () => {
  expect(benefitBody(values)).toMatchObject({
    code: "achats_groupes",
    individual_fee_cents: 35_000,
    description: null,
    ends_on: null,
  });
});

it("sends only what was changed", () => {
  expect(benefitChange(values, { ...values, fee: "", passes_on: false })).toEqual({
    individual_fee_cents: null,
    passes_on: false,
  });
});
