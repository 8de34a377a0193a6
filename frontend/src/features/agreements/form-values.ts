import type { CallOf } from "@/api/client";
import type { Agreement, Confidentiality, LegalForm } from "@/features/agreements/words";

/** What is typed; an empty text or number is "none". */
export type AgreementValues = {
  name: string;
  purpose: string;
  legal_form: LegalForm["code"];
  confidentiality: Confidentiality;
  starts_on: string;
  term_ends_on: string;
  renewal_months: number | string;
  maximum_renewals: number | string;
  notice_months: number | string;
  open_to_requests: boolean;
};

export type NewAgreement = CallOf<"post", "/v1/pools">["body"];
export type AgreementPatch = CallOf<"patch", "/v1/pools/{pool_id}">["body"];

export function newValues(legal_form: LegalForm["code"], today: string): AgreementValues {
  return {
    name: "",
    purpose: "",
    legal_form,
    confidentiality: "aggregates",
    starts_on: today,
    term_ends_on: "",
    renewal_months: 12,
    maximum_renewals: "",
    notice_months: 6,
    open_to_requests: false,
  };
}

export function valuesOf(agreement: Agreement): AgreementValues {
  return {
    name: agreement.name,
    purpose: agreement.purpose,
    legal_form: agreement.legal_form.code,
    confidentiality: agreement.confidentiality,
    starts_on: agreement.starts_on,
    term_ends_on: agreement.term_ends_on ?? "",
    renewal_months: agreement.renewal_months,
    maximum_renewals: agreement.maximum_renewals ?? "",
    notice_months: agreement.notice_months,
    open_to_requests: agreement.open_to_requests,
  };
}

/** Without a fixed term nothing can renew, whatever was typed before the term was emptied. */
export function bodyOf(values: AgreementValues) {
  const term_ends_on = values.term_ends_on || null;
  const renewal_months = term_ends_on ? Number(values.renewal_months) : 0;
  return {
    name: values.name,
    purpose: values.purpose,
    legal_form: values.legal_form,
    confidentiality: values.confidentiality,
    starts_on: values.starts_on,
    term_ends_on,
    renewal_months,
    maximum_renewals:
      renewal_months === 0 || values.maximum_renewals === "" ? null : Number(values.maximum_renewals),
    notice_months: Number(values.notice_months),
    open_to_requests: values.open_to_requests,
  } satisfies NewAgreement;
}

/** Only what changed: an agreement in force asks for an amendment for more than its name and its door. */
export function patchOf(values: AgreementValues, agreement: Agreement): AgreementPatch {
  const before = bodyOf(valuesOf(agreement));
  const after = bodyOf(values);
  const changed = Object.entries(after).filter(
    ([field, value]) => before[field as keyof typeof before] !== value,
  );
  return Object.fromEntries(changed);
}

/** Whether a change touches what the parties agreed, beyond the name and who may ask to join. */
export function changesTerms(patch: object): boolean {
  return Object.keys(patch).some((field) => field !== "name" && field !== "open_to_requests");
}
