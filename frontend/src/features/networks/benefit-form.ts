import type { CallOf } from "@/api/client";
import { centsOf } from "@/features/networks/membership-form";
import type { Benefit } from "@/features/networks/words";

export type BenefitValues = {
  name: string;
  code: string;
  description: string;
  passes_on: boolean;
  for_associates: boolean;
  /** In euros; empty when unknown. */
  fee: number | string;
  starts_on: string;
  ends_on: string;
};

type BenefitBody = CallOf<"post", "/v1/networks/{network_id}/benefits">["body"];
type BenefitChange = CallOf<"patch", "/v1/networks/{network_id}/benefits/{benefit_id}">["body"];

/** "Achats groupés" is "achats_groupes": a name other software can keep. */
export function codeOf(name: string): string {
  return name
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replaceAll("œ", "oe")
    .replaceAll("æ", "ae")
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, 60);
}

export function valuesOf(benefit: Benefit): BenefitValues {
  const {
    name,
    code,
    description,
    passes_on,
    for_associates,
    individual_fee_cents: fee,
    starts_on,
    ends_on,
  } = benefit;
  return {
    name,
    code,
    description: description ?? "",
    passes_on,
    for_associates,
    fee: fee === null ? "" : fee / 100,
    starts_on,
    ends_on: ends_on ?? "",
  };
}

export function benefitBody(values: BenefitValues): BenefitBody {
  const { fee, description, ends_on, code, ...rest } = values;
  return {
    ...rest,
    code: code || codeOf(values.name),
    description: description.trim() || null,
    individual_fee_cents: centsOf(fee),
    ends_on: ends_on || null,
  };
}

/** Only what differs is sent: a colleague's change to another field is not undone. */
export function benefitChange(before: BenefitValues, after: BenefitValues): BenefitChange {
  const { code: _, ...was } = benefitBody(before);
  const { code: __, ...is } = benefitBody(after);
  return Object.fromEntries(
    Object.entries(is).filter(([field, value]) => value !== was[field as keyof typeof was]),
  );
}
