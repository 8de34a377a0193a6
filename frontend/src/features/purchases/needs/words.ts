import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { AnswerOf, ItemOf } from "@/api/client";

export type Answer = AnswerOf<"get", "/v1/purchases/{round_id}/needs/mine">;
export type AnswerLine = Answer["lines"][number];
export type MemberNeed = ItemOf<"/v1/purchases/{round_id}/needs">;
export type Volumes = AnswerOf<"get", "/v1/purchases/{round_id}/volumes">;
export type ItemVolume = Volumes["items"][number];
export type Reading = ItemOf<"/v1/purchases/{round_id}/readings">;
export type Taken = AnswerOf<"post", "/v1/purchases/{round_id}/needs/mine/import">;

/** What was read, by the operation called: said the same to whom it is about and to who coordinates. */
const readingWords: Record<string, MessageDescriptor> = {
  "purchases.read_needs": msg`Une réponse au recensement`,
  "purchases.list_needs": msg`Les besoins, organisation par organisation`,
  "purchases.read_volumes": msg`Un total que trop peu d’organisations composent`,
  "purchases.state_needs_on_paper": msg`Une réponse donnée sur papier, pour l’écrire`,
  "purchases.simulate": msg`Ce que chacun paierait avec une offre`,
  "purchases.compare_quotes": msg`Les volumes, pour comparer les offres`,
  "purchases.compare_rules": msg`Les parts selon chaque façon de partager`,
  "purchases.leave_lot": msg`L’effet d’un départ sur chacun`,
  "purchases.read_award": msg`Les parts d’un lot attribué`,
  "purchases.list_commitments": msg`Les engagements`,
  "purchases.list_orders": msg`Les commandes`,
  "purchases.import_orders": msg`Les commandes, par un fichier`,
  "purchases.read_orders_model": msg`Les commandes, dans un modèle à remplir`,
  "purchases.read_position": msg`Les commandes et les engagements`,
  "purchases.read_closing": msg`Les comptes d’un lot, ligne par ligne`,
  "purchases.list_rebates": msg`Les parts d’une remise de fin d’année`,
  "purchases.read_savings": msg`Les économies de chacun`,
  "purchases.export_savings": msg`Les économies de chacun, dans un document`,
  "purchases.list_savings": msg`Les économies de chacun, sur une année`,
  "purchases.list_documents": msg`La liste des justificatifs`,
  "purchases.read_document_content": msg`Un justificatif`,
};

export const whatWasRead = (operation: string): MessageDescriptor =>
  readingWords[operation] ?? msg`Des chiffres d’une organisation`;
