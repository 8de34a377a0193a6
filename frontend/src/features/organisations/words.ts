import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { AnswerOf, ItemOf } from "@/api/client";

export type OrganisationLine = ItemOf<"/v1/organisations">;
export type Organisation = AnswerOf<"get", "/v1/organisations/{organisation_id}">;
export type Site = Organisation["sites"][number];
export type Figure = Organisation["figures"][number];
export type Sector = Organisation["sector"];
export type LegalForm = Organisation["legal_form"];
export type FigureKind = Figure["kind"];
export type Visibility = Figure["visibility"];
export type EffectiveMembership = ItemOf<"/v1/networks/effective">;

export const sectorWords: Record<Sector, MessageDescriptor> = {
  elderly_care: msg`Grand âge`,
  disability: msg`Handicap`,
  childhood: msg`Enfance et famille`,
  health: msg`Santé`,
  holiday_centres: msg`Centres de vacances`,
  training: msg`Formation`,
  higher_education: msg`Enseignement supérieur`,
  inclusion: msg`Insertion et solidarité`,
  housing: msg`Habitat`,
  culture_and_sport: msg`Culture et sport`,
  local_authority: msg`Collectivité`,
  representation: msg`Fédération, représentation`,
  purchasing: msg`Achats groupés`,
  other: msg`Autre secteur`,
};

export const legalFormWords: Record<LegalForm, MessageDescriptor> = {
  association: msg`Association`,
  foundation: msg`Fondation`,
  mutual: msg`Mutuelle`,
  cooperative: msg`Coopérative`,
  employer_group: msg`Groupement d’employeurs`,
  cooperation_group: msg`Groupement de coopération`,
  public_body: msg`Organisme public`,
  company: msg`Société`,
  other: msg`Autre forme`,
};

export const visibilityWords: Record<Visibility, { name: MessageDescriptor; meaning: MessageDescriptor }> = {
  public: { name: msg`Public`, meaning: msg`Visible de tous dans l’annuaire.` },
  partners: {
    name: msg`Partenaires`,
    meaning: msg`Visible des organisations avec lesquelles vous partagez une mutualisation ou un partenariat en cours.`,
  },
  private: { name: msg`Privé`, meaning: msg`Visible de votre organisation seulement.` },
};

export const sourceWords: Record<Organisation["source"], MessageDescriptor> = {
  entered: msg`Saisie dans Essaim`,
  sirene: msg`Répertoire Sirene`,
  rna: msg`Répertoire national des associations`,
  finess: msg`Fichier FINESS`,
  demo: msg`Données de démonstration`,
};

/** The codes of a record of words, in their own order. */
export function codesOf<C extends string>(words: Record<C, unknown>): C[] {
  return Object.keys(words) as C[];
}
