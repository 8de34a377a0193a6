import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { AnswerOf, CallOf, ItemOf } from "@/api/client";
import type { Tone } from "@/ui/status-badge";

export type Statement = AnswerOf<"get", "/v1/statements/{statement_id}">;
export type StatementLine = ItemOf<"/v1/statements">;
export type Payment = Statement["payments"][number];
export type Reminder = Statement["reminders"][number];
export type Side = Statement["issuer"];
export type Charge = Statement["lines"][number];
export type Arrears = AnswerOf<"get", "/v1/statements/arrears">;
export type ArrearsLine = Arrears["organisations"][number];
export type StatementBody = CallOf<"post", "/v1/statements">["body"];
export type PaymentBody = CallOf<"post", "/v1/statements/{statement_id}/payments">["body"];

export type Kind = StatementLine["kind"];
export type State = StatementLine["state"];
export type ChargeKind = NonNullable<Charge["kind"]>;
export type VatCategory = StatementLine["vat_category"];
export type RecordedMethod = NonNullable<PaymentBody["method"]>;

/** What one must be allowed: to bill and cancel, to note payments, to remind, to prepare bank files. */
export const issueStatements = "statements.issue";
export const recordPayments = "statements.record";
export const remindPayers = "statements.remind";
export const prepareFiles = "treasury.manage";

/** What any change of a statement makes out of date. */
export const readings = [
  "/v1/statements",
  "/v1/settlements",
  "/v1/treasury",
  "/v1/ledger",
  "/v1/accounting",
  "/v1/audit",
  "/v1/reports",
];

export const kindWords: Record<Kind, { name: MessageDescriptor; meaning: MessageDescriptor }> = {
  call: {
    name: msg`Appel de fonds`,
    meaning: msg`Une avance sur la part des dépenses communes du budget. Elle est régularisée une fois les dépenses réelles connues.`,
  },
  tariff: {
    name: msg`Contribution d’entrée`,
    meaning: msg`Ce que paie une organisation arrivée en cours de période, selon le tarif voté, au prorata des jours.`,
  },
  adjustment: {
    name: msg`Régularisation`,
    meaning: msg`Les dépenses réelles ont dépassé ce qui avait été appelé : c’est la différence.`,
  },
  credit: {
    name: msg`Avoir`,
    meaning: msg`Il a été appelé plus que la part due : c’est la différence, à verser ou à imputer sur un prochain appel.`,
  },
  rebilling: {
    name: msg`Refacturation à prix coûtant`,
    meaning: msg`Une partie de l’accord en facture une autre directement, sans marge et sans passer par la caisse commune.`,
  },
};

export const stateWords: Record<State, { name: MessageDescriptor; tone: Tone }> = {
  issued: { name: msg`À régler`, tone: "info" },
  settled: { name: msg`Réglé`, tone: "positive" },
  cancelled: { name: msg`Annulé`, tone: "neutral" },
};

export const lateWords = msg`En retard`;

export const methodWords: Record<Payment["method"], MessageDescriptor> = {
  transfer: msg`Virement`,
  direct_debit: msg`Prélèvement`,
  cheque: msg`Chèque`,
  other: msg`Autre moyen`,
  offset: msg`Imputation d’un avoir`,
  netting: msg`Compensation`,
  carried: msg`Repris d’un appel remplacé`,
};

export const recordedMethods = [
  "transfer",
  "direct_debit",
  "cheque",
  "other",
] as const satisfies readonly RecordedMethod[];

export const chargeWords: Record<ChargeKind, MessageDescriptor> = {
  supply: msg`Bien ou service`,
  wages: msg`Salaires (personnel prêté)`,
  social_charges: msg`Charges sociales (personnel prêté)`,
  expenses: msg`Frais remboursés (personnel prêté)`,
  management_fee: msg`Frais de gestion (personnel prêté)`,
  flat_fee: msg`Forfait (personnel prêté)`,
};

export const vatWords: Record<VatCategory, { name: MessageDescriptor; meaning: MessageDescriptor }> = {
  out_of_scope: {
    name: msg`Hors du champ de la TVA`,
    meaning: msg`Par exemple un prêt de personnel à prix coûtant entre organismes sans but lucratif, si votre conseil le confirme.`,
  },
  exempt_261b: {
    name: msg`Exonéré, article 261 B`,
    meaning: msg`Un groupement rend service à ses membres et ne leur demande que leur part exacte des dépenses communes.`,
  },
  franchise_293b: {
    name: msg`Franchise, article 293 B`,
    meaning: msg`Votre organisation ne facture pas de TVA parce que ses recettes taxables restent sous le seuil.`,
  },
  taxed: {
    name: msg`Soumis à la TVA`,
    meaning: msg`Ce relevé n’est pas une facture : établissez à part celle qui fait apparaître la TVA.`,
  },
};
export const vatCategories = Object.keys(vatWords) as VatCategory[];
