import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Content } from "@/features/audit/words";

/**
 * What a record holds, as a person reads it. The journal keeps rows in the names of the database: each column has
 * its words here, and how its value is said. Columns that only link rows together are left out.
 */
export type ValueKind =
  | "text"
  | "number"
  | "day"
  | "moment"
  | "cents"
  | "yes_no"
  | "code"
  | "legal_form"
  | "basis_points"
  | "organisation"
  | "organisations"
  | "unit"
  | "fingerprint";

type Field = { label: MessageDescriptor; kind: ValueKind };

const field = (kind: ValueKind, label: MessageDescriptor): Field => ({ kind, label });

/** In the order they are read. */
export const fields: Record<string, Field> = {
  number: field("number", msg`Numéro`),
  call: field("number", msg`Appel au vote n°`),
  name: field("text", msg`Nom`),
  title: field("text", msg`Intitulé`),
  label: field("text", msg`Intitulé`),
  kind: field("code", msg`Nature`),
  purpose: field("code", msg`Usage`),
  effect: field("code", msg`Ce que le vote décide`),
  description: field("text", msg`Libellé`),
  reason: field("text", msg`Pourquoi`),
  note: field("text", msg`Note`),
  request_note: field("text", msg`Mot de la demande`),
  reference: field("text", msg`Pièce`),
  state: field("code", msg`État`),
  outcome: field("code", msg`Résultat`),
  effect_state: field("code", msg`Effet de la décision`),
  choice: field("code", msg`Choix`),
  ballot: field("code", msg`Vote`),
  basis: field("code", msg`Adoptées par`),
  role: field("code", msg`Rôle`),
  organisation_id: field("organisation", msg`Organisation`),
  promiser_id: field("organisation", msg`Qui s’engage`),
  legal_person: field("organisation", msg`Personne morale`),
  giver_id: field("organisation", msg`Donne pouvoir`),
  holder_id: field("organisation", msg`Reçoit le pouvoir`),
  payee: field("text", msg`Bénéficiaire`),
  beneficiary_id: field("organisation", msg`Organisation bénéficiaire`),
  about: field("organisations", msg`Organisations concernées`),
  college: field("text", msg`Collège`),
  votes: field("number", msg`Voix`),
  chair: field("yes_no", msg`Préside`),
  amount_cents: field("cents", msg`Montant`),
  budget_cents: field("cents", msg`Budget`),
  contribution_cents: field("cents", msg`Apports`),
  repaid_cents: field("cents", msg`Rendu`),
  kept_cents: field("cents", msg`Gardé par les autres`),
  owed_cents: field("cents", msg`Dû`),
  waived_cents: field("cents", msg`Non réclamé`),
  unit_value_cents: field("cents", msg`Valeur de l’unité`),
  threshold_cents: field("cents", msg`Seuil de double approbation`),
  cumulated_cents: field("cents", msg`Cumul sur la période`),
  window_days: field("number", msg`Période du cumul, en jours`),
  approvals_needed: field("number", msg`Approbations nécessaires`),
  quantity: field("number", msg`Quantité`),
  unit: field("unit", msg`Compté en`),
  measure: field("number", msg`Mesure`),
  measure_unit: field("text", msg`Unité de mesure`),
  measure_note: field("text", msg`Précision`),
  valuation_source: field("text", msg`Source de la valeur`),
  accounting_treatment: field("code", msg`Traitement comptable`),
  conditional: field("yes_no", msg`Sous condition de financement`),
  urgent: field("yes_no", msg`En urgence`),
  excluded: field("yes_no", msg`Exclue`),
  place: field("text", msg`Lieu`),
  proxy_limit: field("number", msg`Pouvoirs par organisation, au plus`),
  legal_form: field("legal_form", msg`Forme juridique`),
  confidentiality: field("code", msg`Confidentialité`),
  open_to_requests: field("yes_no", msg`Ouvert aux demandes d’entrée`),
  notice_months: field("number", msg`Préavis, en mois`),
  renewal_months: field("number", msg`Reconduction, en mois`),
  maximum_renewals: field("number", msg`Reconductions, au plus`),
  imbalance_tolerance_bp: field("basis_points", msg`Écart toléré`),
  starts_on: field("day", msg`Début`),
  term_ends_on: field("day", msg`Terme`),
  joined_on: field("day", msg`Entrée`),
  notice_given_on: field("day", msg`Préavis donné`),
  left_on: field("day", msg`Dernier jour`),
  occurred_on: field("day", msg`Date`),
  through: field("day", msg`Dernier jour de la période`),
  in_force_from: field("day", msg`En vigueur`),
  signed_on: field("day", msg`Signé`),
  opens_on: field("day", msg`Ouverture`),
  closes_on: field("day", msg`Fermeture`),
  closed_on: field("day", msg`Clos`),
  due_on: field("day", msg`Échéance`),
  paid_on: field("day", msg`Payé`),
  created_at: field("moment", msg`Créé`),
  convened_at: field("moment", msg`Convoqué`),
  opens_at: field("moment", msg`Ouverture du vote`),
  closes_at: field("moment", msg`Fermeture du vote`),
  opened_at: field("moment", msg`Ouvert`),
  closed_at: field("moment", msg`Clos`),
  cast_at: field("moment", msg`Voté`),
  given_at: field("moment", msg`Donné`),
  revoked_at: field("moment", msg`Repris`),
  submitted_at: field("moment", msg`Présenté`),
  committed_at: field("moment", msg`Mis de côté`),
  requested_at: field("moment", msg`Demandé`),
  decided_at: field("moment", msg`Décidé`),
  approved_at: field("moment", msg`Approuvé`),
  adopted_at: field("moment", msg`Adopté`),
  settled_at: field("moment", msg`Réglé`),
  published_at: field("moment", msg`Publié`),
  invited_at: field("moment", msg`Invitée`),
  answered_at: field("moment", msg`Répondu`),
  read_at: field("moment", msg`Lu`),
  created_by: field("organisation", msg`Par`),
  proposed_by: field("organisation", msg`Proposé par`),
  convened_by: field("organisation", msg`Convoqué par`),
  requested_by: field("organisation", msg`Demandé par`),
  decided_by: field("organisation", msg`Décidé par`),
  added_by: field("organisation", msg`Déposé par`),
  invited_by: field("organisation", msg`Invitée par`),
  cast_by: field("organisation", msg`Voté par`),
  published_by: field("organisation", msg`Publié par`),
  settled_by: field("organisation", msg`Réglé par`),
  file_name: field("text", msg`Fichier`),
  sha256: field("fingerprint", msg`Empreinte du contenu`),
};

/** Codes of the database, said by the field they stand in. */
export const codeWords: Record<string, Record<string, MessageDescriptor>> = {
  kind: {
    pool: msg`Mutualisation`,
    partnership: msg`Partenariat`,
    contribution: msg`Apport`,
    charge: msg`Charge`,
    payment: msg`Paiement`,
    commitment: msg`Mise de côté pour un projet`,
    release: msg`Remise en commun`,
    settlement: msg`Règlement de sortie`,
    transfer: msg`Virement`,
    exchange: msg`Échange`,
    reversal: msg`Contre-passation`,
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
  },
  purpose: {
    world: msg`Extérieur`,
    party: msg`Moyens propres`,
    stake: msg`Part reprenable`,
    common: msg`Pot commun`,
    project: msg`Projet`,
    due: msg`Dû`,
    payable: msg`À payer`,
    income: msg`Produits`,
    expense: msg`Charges`,
    reserve: msg`Réserve`,
    other: msg`Autre compte`,
  },
  effect: {
    adopt_rules: msg`Adopter des règles`,
    admit_party: msg`Admettre une organisation`,
    exclude_party: msg`Exclure une organisation`,
    approve_project: msg`Financer un projet`,
    appoint_coordinator: msg`Désigner le chef de file`,
    dissolve: msg`Mettre fin à l’accord`,
    opinion: msg`Donner un avis`,
  },
  state: {
    draft: msg`Brouillon`,
    active: msg`En vigueur`,
    ended: msg`Terminé`,
    requested: msg`Entrée demandée`,
    invited: msg`Invitée`,
    accepted: msg`Partie à l’accord`,
    declined: msg`A décliné`,
    left: msg`Partie de l’accord`,
    adopted: msg`Adoptées`,
    withdrawn: msg`Retiré`,
    convened: msg`Convoqué`,
    open: msg`Vote ouvert`,
    closed: msg`Clos`,
    submitted: msg`Présenté`,
    conditional: msg`Adopté sous condition de financement`,
    committed: msg`Somme mise de côté`,
    rejected: msg`Rejeté`,
    pending: msg`En attente d’approbation`,
    paid: msg`Payé`,
    refused: msg`Refusé`,
  },
  outcome: {
    adopted: msg`Adoptée`,
    rejected: msg`Rejetée`,
    no_quorum: msg`Quorum non atteint`,
  },
  effect_state: {
    none: msg`Aucun`,
    pending: msg`À appliquer`,
    applied: msg`Appliqué`,
    conditional: msg`En attente d’une condition`,
    refused: msg`Refusé`,
  },
  choice: { yes: msg`Pour`, no: msg`Contre`, abstain: msg`Abstention` },
  ballot: { named: msg`Nominatif`, secret: msg`Secret` },
  basis: { founding: msg`L’accord fondateur`, decision: msg`Un vote` },
  role: { lead: msg`Chef de file`, party: msg`Partie`, observer: msg`Observatrice` },
  accounting_treatment: {
    memo: msg`Pour mémoire`,
    exchange: msg`Échange facturé`,
    in_kind_contribution: msg`Contribution volontaire en nature`,
  },
  confidentiality: {
    open: msg`Ouvert`,
    aggregates: msg`Totaux seulement`,
    coopetition: msg`Entre concurrents`,
  },
};

export type Told = { key: string; label: MessageDescriptor; kind: ValueKind; value: unknown };

const isEmpty = (value: unknown) =>
  value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);

/** What a person reads of a record, in order; nothing of what is empty. */
export function toldOf(content: Content): Told[] {
  return Object.entries(fields)
    .filter(([key]) => !isEmpty(content[key]))
    .map(([key, { label, kind }]) => ({ key, label, kind, value: content[key] }));
}

export type Change = {
  key: string;
  label: MessageDescriptor;
  kind: ValueKind;
  before: unknown;
  after: unknown;
};

/** What differs from the record before, among what a person reads. */
export function changesOf(before: Content, after: Content): Change[] {
  const same = (one: unknown, other: unknown) =>
    (isEmpty(one) && isEmpty(other)) || JSON.stringify(one) === JSON.stringify(other);
  return Object.entries(fields)
    .filter(([key]) => !same(before[key], after[key]))
    .map(([key, { label, kind }]) => ({ key, label, kind, before: before[key], after: after[key] }));
}
