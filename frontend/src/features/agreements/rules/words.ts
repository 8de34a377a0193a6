import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { AnswerOf, ItemOf } from "@/api/client";

export type Rules = AnswerOf<"get", "/v1/agreements/{agreement_id}/rules">;
export type RulesVersion = ItemOf<"/v1/agreements/{agreement_id}/rules/versions">;
export type RulesText = AnswerOf<"get", "/v1/agreements/{agreement_id}/rules/versions/{rules_id}">;
export type RulesCheck = AnswerOf<"post", "/v1/agreements/{agreement_id}/rules/check">;
export type Difference = RulesVersion["differences"][number];
export type Clauses = Rules["clauses"][number];
export type Warning = Rules["warnings"][number];

/** Every part present, as the service always answers: what it fills by default is never left out. */
type Whole<T> = T extends (infer Item)[]
  ? Whole<Item>[]
  : T extends object
    ? { [Name in keyof T]-?: Whole<Exclude<T[Name], undefined>> }
    : T;

export type Rulebook = Whole<Rules["content"]>;
export type Voting = Rulebook["voting"];
export type Quorum = Voting["quorum"];
export type Majority = Voting["majority"];
export type Matter = Voting["matters"][number]["matter"];
export type KeyBasis = Rulebook["allocation_keys"][number]["parts"][number]["basis"];
export type KeyRule = Rulebook["allocation_keys"][number]["rule"];
export type LimitKind = Rulebook["allocation_keys"][number]["limits"][number]["kind"];
export type Quota = Rulebook["quotas"][number];
export type Billable = Rulebook["staff_lending"]["billable"][number];

export const proposeDecisions = "decisions.propose";

type Words<Code extends string> = Record<Code, MessageDescriptor>;

export const matterWords: Words<Matter> = {
  adopt_rules: msg`Changer les règles`,
  admit_party: msg`Admettre une organisation`,
  exclude_party: msg`Exclure une organisation`,
  approve_project: msg`Financer un projet`,
  appoint_coordinator: msg`Désigner le chef de file`,
  award_lot: msg`Attribuer un lot d’achat groupé`,
  dissolve: msg`Mettre fin à l’accord`,
  opinion: msg`Donner un avis`,
};

export const weightingWords: Words<Voting["weighting"]> = {
  equal: msg`Une organisation, une voix`,
  stated: msg`Un nombre de voix fixé pour chacune`,
  contributions: msg`Des voix à proportion de l’argent apporté`,
};

export const levelWords: Words<Majority["level"]> = {
  simple: msg`Plus de la moitié`,
  two_thirds: msg`Au moins les deux tiers`,
  three_quarters: msg`Au moins les trois quarts`,
  unanimity: msg`La totalité`,
};

export const baseWords: Words<Majority["base"]> = {
  cast: msg`des voix exprimées`,
  present: msg`des voix présentes ou représentées`,
  all: msg`de toutes les voix, absents compris`,
};

export const quorumBasisWords: Words<Quorum["basis"]> = {
  members: msg`des organisations`,
  votes: msg`des voix`,
};

export const timingWords: Words<Rulebook["exit"]["timing"]> = {
  any_time: msg`À tout moment`,
  financial_year_end: msg`Au 31 décembre de chaque année`,
  agreement_terms: msg`À la fin d’une période de l’accord`,
};

export const keyBasisWords: Words<KeyBasis> = {
  equal: msg`À parts égales`,
  figure: msg`Selon un chiffre`,
  usage: msg`Selon l’usage`,
};

/** How a key shares, and what it comes to for a director. */
export const keyRuleWords: Record<KeyRule, { name: MessageDescriptor; meaning: MessageDescriptor }> = {
  parts: {
    name: msg`Par parts que vous fixez`,
    meaning: msg`Vous dites selon quoi : à parts égales, selon un chiffre, selon l’usage, ou un mélange.`,
  },
  arrival: {
    name: msg`Ce que coûte chaque arrivée`,
    meaning: msg`Chacun paie ce que son arrivée coûte en moyenne, dans tous les ordres d’arrivée possibles.`,
  },
  same_percentage: {
    name: msg`La même économie en pourcentage`,
    meaning: msg`Tout le monde économise le même pourcentage de son prix seul.`,
  },
  same_saving: {
    name: msg`La même économie en euros`,
    meaning: msg`Tout le monde économise la même somme.`,
  },
  same_percentage_stable: {
    name: msg`Des économies proches, sans raison de partir`,
    meaning: msg`Des économies aussi proches que possible en pourcentage, sans qu’aucun groupe ait intérêt à s’en aller.`,
  },
  separable_equal: {
    name: msg`Ce que chacun ajoute, le reste à parts égales`,
    meaning: msg`Chacun paie ce que sa présence ajoute au total, et le reste se partage à parts égales.`,
  },
  separable_benefit: {
    name: msg`Ce que chacun ajoute, le reste selon le gain`,
    meaning: msg`Chacun paie ce que sa présence ajoute au total, et le reste se partage à proportion de ce que chacun y gagne encore.`,
  },
  least_unhappy: {
    name: msg`Le mieux pour qui gagne le moins`,
    meaning: msg`Le groupe le moins gagnant gagne le plus possible.`,
  },
};

export const limitKindWords: Words<LimitKind> = {
  floor: msg`Au moins`,
  cap: msg`Au plus`,
};

type FigureWords = {
  name: MessageDescriptor;
  /** After a number of them; a sign is the same in every language. */
  unit: MessageDescriptor | "€" | "%";
  /** What a price is given for, as in "par lit". */
  each: MessageDescriptor;
  decimals: 0 | 2;
};

/** Dated figures of organisations, by the service's codes. */
export const figures: Record<string, FigureWords> = {
  budget: { name: msg`Le budget`, unit: "€", each: msg`par euro de budget`, decimals: 2 },
  beds: { name: msg`Les lits`, unit: msg`lits`, each: msg`par lit`, decimals: 0 },
  places: { name: msg`Les places`, unit: msg`places`, each: msg`par place`, decimals: 0 },
  fte: {
    name: msg`Les équivalents temps plein`,
    unit: msg`ETP`,
    each: msg`par équivalent temps plein`,
    decimals: 2,
  },
  members: { name: msg`Les adhérents`, unit: msg`adhérents`, each: msg`par adhérent`, decimals: 0 },
  trainees: { name: msg`Les stagiaires`, unit: msg`stagiaires`, each: msg`par stagiaire`, decimals: 0 },
  volunteers: { name: msg`Les bénévoles`, unit: msg`bénévoles`, each: msg`par bénévole`, decimals: 0 },
};

/** A share of an organisation's turnover tells organisations apart; no cost is shared by it. */
const taxableShare: FigureWords = {
  name: msg`La part du chiffre d’affaires soumise à la TVA`,
  unit: "%",
  each: msg`par point`,
  decimals: 2,
};

/** What tells for whom a part of a key is. */
export const filterFigures: Record<string, FigureWords> = { ...figures, taxable_share: taxableShare };

/** Decimals of the smallest unit the service counts a figure in. */
export const decimalsOf = (code: string): 0 | 2 => filterFigures[code]?.decimals ?? 0;

export const usageWords: Record<string, MessageDescriptor> = {
  km: msg`Les kilomètres`,
  hours: msg`Les heures`,
};

export const resourceKindWords: Words<Quota["resource_kind"]> = {
  room: msg`Salles`,
  vehicle: msg`Véhicules`,
  equipment: msg`Matériel`,
  lodging: msg`Hébergements`,
  skill: msg`Compétences`,
  staff_hours: msg`Heures de personnel`,
  placement_site: msg`Terrains de stage`,
};

export const periodWords: Words<Quota["period"]> = {
  week: msg`par semaine`,
  month: msg`par mois`,
  year: msg`par année`,
};

export const billableWords: Words<Billable> = {
  wages: msg`Les salaires`,
  social_charges: msg`Les charges sociales`,
  expenses: msg`Les frais professionnels remboursés`,
  management_fee: msg`Des frais de gestion`,
  flat_fee: msg`Un forfait`,
};

export function keysOf<Code extends string>(words: Record<Code, unknown>): Code[] {
  return Object.keys(words) as Code[];
}
