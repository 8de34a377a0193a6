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

/** Dated figures of organisations, by the service's codes. */
export const figureWords: Record<string, MessageDescriptor> = {
  budget: msg`Le budget`,
  beds: msg`Les lits`,
  places: msg`Les places`,
  fte: msg`Les équivalents temps plein`,
  members: msg`Les adhérents`,
  trainees: msg`Les stagiaires`,
  volunteers: msg`Les bénévoles`,
};

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
