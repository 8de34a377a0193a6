import type { CallOf } from "@/api/client";
import type { Category } from "@/features/networks/words";

export type Side = "network" | "member";

export type MembershipValues = {
  organisation_id: string | null;
  category: Category;
  starts_on: string;
  payer: Side;
  /** In euros, as it is typed; empty when unknown. */
  fee: number | string;
};

type MembershipBody = CallOf<"post", "/v1/networks/{network_id}/memberships">["body"];

/** Euros typed in a field to cents; nothing typed is unknown, never zero. */
export function centsOf(euros: number | string): number | null {
  return euros === "" ? null : Math.round(Number(euros) * 100);
}

export function membershipBody(values: MembershipValues, organisationId: string): MembershipBody {
  return {
    organisation_id: organisationId,
    category: values.category,
    starts_on: values.starts_on,
    payer: values.payer,
    yearly_fee_cents: centsOf(values.fee),
  };
}
