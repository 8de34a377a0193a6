import type { Fund, Payment } from "@/features/funds/words";

/** Why one's organisation does not approve a payment, or null if it may. */
export type Bar = "not_taking_part" | "own_payment" | "already_approved" | "mandate";

export function barTo(
  payment: Pick<Payment, "may_approve" | "beneficiary_id" | "approvals">,
  fund: Pick<Fund, "takes_part">,
  mine: string | undefined,
  maySpend: boolean,
): Bar | null {
  if (!fund.takes_part) return "not_taking_part";
  if (payment.beneficiary_id !== null && payment.beneficiary_id === mine) return "own_payment";
  if (payment.approvals.some(({ organisation_id }) => organisation_id === mine)) return "already_approved";
  return maySpend && payment.may_approve ? null : "mandate";
}

export function missingApprovals({ approvals_needed, approvals }: Payment): number {
  return Math.max(0, approvals_needed - approvals.length);
}
