import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { AnswerOf } from "@/api/client";

export type Partnership = AnswerOf<"get", "/v1/partnerships/{partnership_id}">;
export type Balance = AnswerOf<"get", "/v1/partnerships/{partnership_id}/balance">;
export type BalanceSide = Balance["side_a"];
export type Commitment = BalanceSide["lines"][number];
export type Accounting = Commitment["accounting_treatment"];

export const accountings: Accounting[] = ["memo", "exchange", "in_kind_contribution"];

export const accountingWords: Record<Accounting, { name: MessageDescriptor; meaning: MessageDescriptor }> = {
  memo: { name: msg`Pour mémoire`, meaning: msg`Rien n’est porté dans les comptes.` },
  exchange: {
    name: msg`Échange facturé`,
    meaning: msg`Chacun facture sa part ; les deux factures se compensent.`,
  },
  in_kind_contribution: {
    name: msg`Contribution volontaire en nature`,
    meaning: msg`Portée aux comptes 86 et 87, si les parties le choisissent.`,
  },
};
