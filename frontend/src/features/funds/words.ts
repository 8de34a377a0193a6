import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { AnswerOf, CallOf, ItemOf } from "@/api/client";
import type { Tone } from "@/ui/status-badge";

export type Fund = AnswerOf<"get", "/v1/funds/{fund_id}">;
export type FundLine = ItemOf<"/v1/funds">;
export type Stake = Fund["mine"];
export type Contribution = ItemOf<"/v1/funds/{fund_id}/contributions">;
export type Call = ItemOf<"/v1/funds/{fund_id}/calls">;
export type Project = ItemOf<"/v1/funds/{fund_id}/projects">;
export type Payment = ItemOf<"/v1/funds/{fund_id}/payments">;
export type ProjectBody = CallOf<"post", "/v1/funds/{fund_id}/projects">["body"];

/** What one must be allowed: to keep a fund, to apply to it, to move its money, to put a question to the vote. */
export const manageFunds = "funds.manage";
export const applyToFunds = "funds.apply";
export const spendFunds = "funds.spend";
export const proposeDecisions = "decisions.propose";

/** What any change of a fund makes out of date. */
export const readings = ["/v1/funds", "/v1/ledger", "/v1/exits", "/v1/decisions", "/v1/reports"];

export const projectStateWords: Record<Project["state"], { name: MessageDescriptor; tone: Tone }> = {
  draft: { name: msg`En préparation`, tone: "neutral" },
  submitted: { name: msg`Présenté aux membres`, tone: "info" },
  conditional: { name: msg`Adopté, attend l’argent`, tone: "attention" },
  committed: { name: msg`Engagé`, tone: "positive" },
  rejected: { name: msg`Rejeté`, tone: "negative" },
  withdrawn: { name: msg`Retiré`, tone: "neutral" },
  closed: { name: msg`Clos`, tone: "neutral" },
};

export const paymentStateWords: Record<Payment["state"], { name: MessageDescriptor; tone: Tone }> = {
  pending: { name: msg`En attente d’accord`, tone: "attention" },
  paid: { name: msg`Payé`, tone: "positive" },
  refused: { name: msg`Refusé`, tone: "negative" },
  withdrawn: { name: msg`Retiré`, tone: "neutral" },
};

export const contributionWords: Record<
  Contribution["kind"],
  { name: MessageDescriptor; meaning: MessageDescriptor }
> = {
  repayable: {
    name: msg`Apport avec droit de reprise`,
    meaning: msg`L’organisation pourra reprendre, en partant, ce que les projets n’en auront pas employé.`,
  },
  yearly: {
    name: msg`Cotisation de l’année`,
    meaning: msg`Donnée au fonds pour de bon : elle ne se reprend pas.`,
  },
};
