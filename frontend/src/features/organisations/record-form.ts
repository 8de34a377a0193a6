import type { CallOf } from "@/api/client";
import type { LegalForm, Organisation, Sector } from "@/features/organisations/words";

/** A record as a form holds it: nothing typed is an empty string. */
export type RecordValues = {
  name: string;
  short_name: string;
  legal_form: LegalForm;
  sector: Sector;
  is_network: boolean;
  is_ess: "yes" | "no" | "unknown";
  contracting_authority: Organisation["contracting_authority"];
  description: string;
  website: string;
  email: string;
  phone: string;
  address: string;
  postal_code: string;
  city: string;
  commune_code: string;
  siren: string;
  rna: string;
  finess: string;
  nda: string;
  naf: string;
  legal_category: string;
  founded_on: string;
};

const texts = [
  "short_name",
  "description",
  "website",
  "email",
  "phone",
  "address",
  "postal_code",
  "city",
  "commune_code",
  "siren",
  "rna",
  "finess",
  "nda",
  "naf",
  "legal_category",
  "founded_on",
] as const;

export const emptyRecord: RecordValues = {
  name: "",
  legal_form: "association",
  sector: "other",
  is_network: false,
  is_ess: "unknown",
  contracting_authority: "unknown",
  ...(Object.fromEntries(texts.map((field) => [field, ""])) as Record<(typeof texts)[number], string>),
};

export function recordValues(organisation: Organisation): RecordValues {
  return {
    name: organisation.name,
    legal_form: organisation.legal_form,
    sector: organisation.sector,
    is_network: organisation.is_network,
    is_ess: organisation.is_ess === null ? "unknown" : organisation.is_ess ? "yes" : "no",
    contracting_authority: organisation.contracting_authority,
    ...(Object.fromEntries(texts.map((field) => [field, organisation[field] ?? ""])) as Record<
      (typeof texts)[number],
      string
    >),
  };
}

type RecordBody = CallOf<"post", "/v1/organisations">["body"];
/** Every field may be left out, whatever the contract's defaults make of them. */
type RecordPatch = CallOf<"patch", "/v1/organisations/{organisation_id}">["body"];

const isEss = { yes: true, no: false, unknown: null };

/** What is sent to create a record. */
export function recordBody(values: RecordValues): RecordBody {
  return {
    name: values.name,
    legal_form: values.legal_form,
    sector: values.sector,
    is_network: values.is_network,
    is_ess: isEss[values.is_ess],
    contracting_authority: values.contracting_authority,
    ...Object.fromEntries(texts.map((field) => [field, values[field].trim() || null])),
  };
}

/** Only what was changed goes back: two people may change different lines of a record. */
export function changedFields(before: RecordValues, after: RecordValues): RecordPatch {
  const [old, now] = [recordBody(before), recordBody(after)];
  const fields = Object.keys(now) as (keyof RecordBody)[];
  return Object.fromEntries(
    fields.filter((field) => old[field] !== now[field]).map((field) => [field, now[field]]),
  ) as RecordPatch;
}

/** Somebody else changed the record meanwhile: theirs, with what was typed here on top. */
export function takeOver(before: RecordValues, typed: RecordValues, current: RecordValues): RecordValues {
  const kept = (Object.keys(typed) as (keyof RecordValues)[]).filter(
    (field) => typed[field] !== before[field],
  );
  return { ...current, ...Object.fromEntries(kept.map((field) => [field, typed[field]])) };
}
