import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { AnswerOf, ItemOf } from "@/api/client";
import type { Tone } from "@/ui/status-badge";

export type Network = ItemOf<"/v1/networks">;
export type NetworkDetail = AnswerOf<"get", "/v1/networks/{network_id}">;
export type Membership = ItemOf<"/v1/networks/{network_id}/members">;
export type Benefit = ItemOf<"/v1/networks/{network_id}/benefits">;
export type BenefitSummary = AnswerOf<"get", "/v1/networks/{network_id}/benefits/{benefit_id}/summary">;
export type Beneficiary = ItemOf<"/v1/networks/{network_id}/benefits/{benefit_id}/beneficiaries">;
export type Effective = ItemOf<"/v1/networks/effective">;
export type TreeNode = AnswerOf<"get", "/v1/networks/{network_id}/tree">["root"];
export type Way = Beneficiary["ways"][number];
export type Category = Membership["category"];
export type MembershipState = Membership["state"];

/** Everything these pages change is read under this path. */
export const readings = ["/v1/networks"];

export const categoryWords: Record<Category, { name: MessageDescriptor; meaning: MessageDescriptor }> = {
  member: {
    name: msg`Adhérent`,
    meaning: msg`Membre à part entière : reçoit les avantages du réseau, y compris ceux qu’il transmet d’autres réseaux.`,
  },
  associate: {
    name: msg`Associé`,
    meaning: msg`Partenaire du réseau : ne reçoit que les avantages ouverts aux associés.`,
  },
};

export const stateWords: Record<MembershipState, { name: MessageDescriptor; tone: Tone }> = {
  requested: { name: msg`Demande envoyée`, tone: "attention" },
  offered: { name: msg`Proposition du réseau`, tone: "attention" },
  active: { name: msg`Confirmée`, tone: "positive" },
  declined: { name: msg`Déclinée`, tone: "negative" },
  withdrawn: { name: msg`Demande retirée`, tone: "neutral" },
};
