import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { AnswerOf, ItemOf } from "@/api/client";
import type { Tone } from "@/ui/status-badge";

/** What a pool and a partnership have in common. */
export type Agreement = AnswerOf<"get", "/v1/pools/{pool_id}">;
export type AgreementLine = ItemOf<"/v1/pools">;
export type Party = ItemOf<"/v1/agreements/{agreement_id}/parties">;
export type AgreementDocument = ItemOf<"/v1/agreements/{agreement_id}/documents">;
export type LegalForm = ItemOf<"/v1/agreements/legal-forms">;
export type Term = Agreement["term"];
export type AgreementState = Agreement["state"];
export type Confidentiality = Agreement["confidentiality"];
export type DocumentKind = AgreementDocument["kind"];
export type Role = Agreement["my_role"];
export type Side = "a" | "b";

/** What one must be allowed to write an agreement, and to bind one's organisation by it. */
export const manageAgreements = "agreements.manage";
export const signAgreements = "agreements.sign";

/** What any change of an agreement makes out of date. */
export const readings = ["/v1/pools", "/v1/partnerships", "/v1/agreements", "/v1/resources", "/v1/reports"];

/** A change whose address only the feature above knows: pools and partnerships have their own. */
export type Sending<Body = void> = {
  send: (body: Body, onDone: () => void) => void;
  isPending: boolean;
  error: unknown;
};

export const states: AgreementState[] = ["draft", "active", "ended"];

export const stateWords: Record<AgreementState, { name: MessageDescriptor; tone: Tone }> = {
  draft: { name: msg`Projet`, tone: "info" },
  active: { name: msg`En vigueur`, tone: "positive" },
  ended: { name: msg`Terminé`, tone: "neutral" },
};

export const roleWords: Record<Role, MessageDescriptor> = {
  lead: msg`Chef de file`,
  party: msg`Partie`,
  observer: msg`Observatrice`,
};

export const confidentialities: Confidentiality[] = ["open", "aggregates", "coopetition"];

export const confidentialityWords: Record<
  Confidentiality,
  { name: MessageDescriptor; meaning: MessageDescriptor }
> = {
  open: { name: msg`Ouvert`, meaning: msg`Chaque partie lit le détail des chiffres des autres.` },
  aggregates: {
    name: msg`Totaux seulement`,
    meaning: msg`Chaque partie lit ses propres chiffres, et des totaux d’au moins trois organisations.`,
  },
  coopetition: {
    name: msg`Entre concurrents`,
    meaning: msg`Chaque partie lit ses propres chiffres, et des totaux d’au moins quatre organisations dont aucune ne pèse plus de 70 %.`,
  },
};

export const documentKindWords: Record<DocumentKind, MessageDescriptor> = {
  convention: msg`Convention`,
  amendment: msg`Avenant`,
  statutes: msg`Statuts`,
  house_rules: msg`Règlement intérieur`,
  charter: msg`Charte`,
  minutes: msg`Compte rendu`,
  budget: msg`Budget`,
  quote: msg`Devis`,
  price_list: msg`Tarifs`,
  confidentiality: msg`Engagement de confidentialité`,
  other: msg`Autre document`,
};

export const documentKinds = Object.keys(documentKindWords) as DocumentKind[];
