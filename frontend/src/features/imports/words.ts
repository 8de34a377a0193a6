import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { ItemOf } from "@/api/client";
import type { Tone } from "@/ui/status-badge";

export type Import = ItemOf<"/v1/imports">;
export type ImportLine = ItemOf<"/v1/imports/{import_id}/lines">;
export type Format = Import["format"];
export type State = Import["state"];

type FormatWords = {
  name: MessageDescriptor;
  /** What the file holds. */
  content: MessageDescriptor;
  /** Who publishes it, and under what name. */
  origin: MessageDescriptor;
  /** What to import before, or after. */
  order: MessageDescriptor | null;
};

export const formatWords: Record<Format, FormatWords> = {
  sirene_units: {
    name: msg`SIRENE : organisations (CSV)`,
    content: msg`Une organisation par ligne : numéro SIREN, nom, catégorie juridique, activité.`,
    origin: msg`Publié par l’Insee sur data.gouv.fr sous le nom « StockUniteLegale ». Décompressez le fichier, ou gardez-en les seules lignes qui vous concernent avec leur ligne d’en-tête.`,
    order: msg`À importer en premier : les établissements s’y rattachent.`,
  },
  sirene_establishments: {
    name: msg`SIRENE : établissements (CSV)`,
    content: msg`Un lieu d’activité par ligne : numéro SIRET, adresse, siège ou non.`,
    origin: msg`Publié par l’Insee sur data.gouv.fr sous le nom « StockEtablissement », avec ou sans coordonnées géographiques.`,
    order: msg`Après les organisations : une ligne dont le SIREN n’est pas dans l’annuaire est refusée.`,
  },
  rna: {
    name: msg`RNA : associations (CSV)`,
    content: msg`Une association par ligne : numéro RNA, titre, adresse, date de création.`,
    origin: msg`Répertoire national des associations, publié par le ministère de l’Intérieur sur data.gouv.fr : fichiers « rna_waldec », un par département.`,
    order: null,
  },
  finess_csv: {
    name: msg`FINESS : établissements (CSV)`,
    content: msg`Un établissement sanitaire ou médico-social par ligne : numéro FINESS, catégorie, adresse.`,
    origin: msg`Extraction classique publiée sur data.gouv.fr : « etalab-cs1100502 », séparée par des points-virgules, sans ligne d’en-tête.`,
    order: msg`Après l’organisation gestionnaire, qui doit porter son numéro FINESS dans l’annuaire.`,
  },
  finess_json: {
    name: msg`FINESS : structures (JSON de 2025)`,
    content: msg`Chaque organisation gestionnaire suivie de ses établissements.`,
    origin: msg`Nouveau flux publié par l’Agence du numérique en santé, au format JSON.`,
    order: null,
  },
};

export const formats = Object.keys(formatWords) as Format[];

export const stateWords: Record<State, { name: MessageDescriptor; tone: Tone }> = {
  waiting: { name: msg`En attente`, tone: "neutral" },
  running: { name: msg`En cours`, tone: "info" },
  done: { name: msg`Terminé`, tone: "positive" },
  refused: { name: msg`Fichier refusé`, tone: "negative" },
  failed: { name: msg`Interrompu`, tone: "negative" },
};

/** Nothing more will change. */
export function isOver(state: State): boolean {
  return state !== "waiting" && state !== "running";
}
