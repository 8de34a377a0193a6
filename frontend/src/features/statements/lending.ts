import type { AnswerOf } from "@/api/client";
import type { ChargeKind } from "@/features/statements/words";

type Rules = AnswerOf<"get", "/v1/agreements/{agreement_id}/rules">;

/** Why a kind of line is refused for lent staff: by the law, by the rules of the agreement; null where it is not. */
export type Bar = "law" | "rules" | null;

const byLaw: ChargeKind[] = ["wages", "social_charges", "expenses"];

/** What may be billed for lent staff under the rules in force: never more than the law allows. */
export function barOf(kind: ChargeKind, content: Pick<Rules["content"], "staff_lending"> | undefined): Bar {
  if (kind === "supply") return null;
  if (!byLaw.includes(kind)) return "law";
  const allowed: ChargeKind[] = content?.staff_lending?.billable ?? byLaw;
  return allowed.includes(kind) ? null : "rules";
}
