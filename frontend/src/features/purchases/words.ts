import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { AnswerOf, ItemOf } from "@/api/client";
import type { Tone } from "@/ui/status-badge";

/** Words of group purchases that every page says, and the shapes of what is read. */

export type RoundLine = ItemOf<"/v1/purchases">;
export type Round = AnswerOf<"get", "/v1/purchases/{round_id}">;
export type Lot = Round["lots"][number];
export type Item = Lot["items"][number];
export type Criterion = Round["criteria"][number];
export type RoundState = Round["state"];
export type Sharing = Round["sharing"];
export type Confidentiality = Round["confidentiality"];
export type Quote = ItemOf<"/v1/purchases/{round_id}/quotes">;
export type QuoteContent = NonNullable<Quote["content"]>;
export type Mode = QuoteContent["mode"];

/** What one must be allowed. */
export const stateNeeds = "purchases.state";
export const leaveLots = "purchases.leave";
export const placeOrders = "purchases.order";
export const coordinateRounds = "purchases.coordinate";
export const awardLots = "purchases.award";
export const closeLots = "purchases.close";

/** What any step of a round makes out of date. */
export const readings = [
  "/v1/purchases",
  "/v1/decisions",
  "/v1/statements",
  "/v1/settlements",
  "/v1/ledger",
  "/v1/audit",
  "/v1/reports",
];

export const stageWords: Record<
  RoundState,
  { name: MessageDescriptor; meaning: MessageDescriptor; tone: Tone }
> = {
  draft: {
    name: msg`Préparation`,
    meaning: msg`Le coordinateur écrit les lots, les critères et le calendrier. Personne d’autre ne le lit encore.`,
    tone: "neutral",
  },
  needs: {
    name: msg`Recensement`,
    meaning: msg`Chaque organisation dit ce qu’il lui faut, et ce qu’elle le paie aujourd’hui.`,
    tone: "info",
  },
  quotes: {
    name: msg`Consultation`,
    meaning: msg`Les fournisseurs remettent leurs offres. Elles restent scellées jusqu’à leur ouverture.`,
    tone: "info",
  },
  choice: {
    name: msg`Choix`,
    meaning: msg`Les offres sont ouvertes et comparées. Jusqu’à l’attribution, on peut encore quitter un lot.`,
    tone: "attention",
  },
  orders: {
    name: msg`Commandes`,
    meaning: msg`Chacun commande ce à quoi il s’est engagé, au prix obtenu ensemble.`,
    tone: "shared",
  },
  closed: {
    name: msg`Bilan`,
    meaning: msg`L’achat est terminé : ce qui a été payé et ce qui a été économisé se lisent.`,
    tone: "positive",
  },
  cancelled: {
    name: msg`Annulé`,
    meaning: msg`L’achat est abandonné : personne n’est engagé à rien.`,
    tone: "negative",
  },
};

export const lotStateWords: Record<
  Lot["state"],
  { name: MessageDescriptor; meaning: MessageDescriptor; tone: Tone }
> = {
  open: {
    name: msg`À attribuer`,
    meaning: msg`Aucune offre n’est encore choisie : on peut quitter ce lot, ou y revenir.`,
    tone: "info",
  },
  awarded: {
    name: msg`Attribué`,
    meaning: msg`Une offre est choisie, et chacun est engagé pour ce qu’il a demandé.`,
    tone: "positive",
  },
  unsuccessful: {
    name: msg`Sans suite`,
    meaning: msg`Aucune offre n’est choisie : personne n’est engagé à rien.`,
    tone: "neutral",
  },
  closed: {
    name: msg`Clos`,
    meaning: msg`Les commandes sont finies et les comptes faits.`,
    tone: "neutral",
  },
};

export const modeWords: Record<Mode, { name: MessageDescriptor; meaning: MessageDescriptor }> = {
  all_units: {
    name: msg`Le palier atteint vaut pour tout`,
    meaning: msg`Toutes les unités sont payées au prix du palier atteint, dès la première.`,
  },
  incremental: {
    name: msg`Chaque tranche garde son prix`,
    meaning: msg`Les premières unités restent à leur prix ; seules celles au-delà d’un seuil sont moins chères.`,
  },
};

export const sharingWords: Record<Sharing, { name: MessageDescriptor; meaning: MessageDescriptor }> = {
  same_price: {
    name: msg`Le même prix pour tous`,
    meaning: msg`Chacun paie le même prix à l’unité, quelle que soit sa quantité.`,
  },
  arrival: {
    name: msg`Selon ce que chacun apporte`,
    meaning: msg`Chacun paie ce que ses quantités ajoutent à la facture, en moyenne sur tous les ordres d’arrivée possibles.`,
  },
  same_percentage: {
    name: msg`La même économie en pourcentage`,
    meaning: msg`Chacun économise la même part de ce qu’il paierait seul sur cette offre.`,
  },
};

export const shortfallWords: Record<
  Round["shortfall"],
  { name: MessageDescriptor; meaning: MessageDescriptor }
> = {
  by_orders: {
    name: msg`Partagé selon les commandes`,
    meaning: msg`Si le palier est manqué, chacun paie la différence de prix sur ce qu’il a commandé.`,
  },
  by_shortfall: {
    name: msg`Payé par qui a commandé moins que prévu`,
    meaning: msg`Si le palier est manqué, la différence revient à qui a commandé moins que son engagement.`,
  },
};

export const formulaWords: Record<
  Round["price_formula"],
  { name: MessageDescriptor; meaning: MessageDescriptor }
> = {
  lowest_over_price: {
    name: msg`Le plus bas prix divisé par le prix`,
    meaning: msg`La moins chère a tous les points ; une offre deux fois plus chère en a la moitié.`,
  },
  linear: {
    name: msg`En ligne droite`,
    meaning: msg`La moins chère a tous les points ; une offre 10 % plus chère en perd 10 %, et une deux fois plus chère n’en a plus.`,
  },
};

export const criterionWords: Record<Criterion["kind"], MessageDescriptor> = {
  price: msg`Prix`,
  quality: msg`Qualité`,
  egalim: msg`Produits durables et de qualité (loi EGAlim)`,
  siae: msg`Insertion et handicap (SIAE, ESAT)`,
  social: msg`Effets sociaux`,
  environment: msg`Environnement`,
  delivery: msg`Livraison`,
  other: msg`Autre`,
};

export const confidentialityWords: Record<
  Confidentiality,
  { name: MessageDescriptor; meaning: MessageDescriptor }
> = {
  open: {
    name: msg`Besoins ouverts`,
    meaning: msg`Toutes les organisations de l’accord lisent les besoins, les prix et les commandes de chacune.`,
  },
  aggregates: {
    name: msg`Besoins scellés`,
    meaning: msg`Vous lisez vos chiffres, et le total quand trois organisations au moins le composent. Celui qui coordonne lit tout, et chacune de ses lectures est notée.`,
  },
  coopetition: {
    name: msg`Besoins scellés entre concurrents`,
    meaning: msg`Vous lisez vos chiffres, et le total quand quatre organisations au moins le composent. Celui qui coordonne n’achète pas ; il lit tout, et chacune de ses lectures est notée.`,
  },
};

/** "boîte de 100" said of several: "boîtes de 100". Symbols ("kg", "m²") never change. */
export function manyOf(unit: string, count: number): string {
  if (Math.abs(count) < 2) return unit;
  const [first = "", ...rest] = unit.split(" ");
  return [plural(first), ...rest].join(" ");
}

function plural(word: string): string {
  if (word.length < 3 || !/^\p{L}\p{Ll}+$/u.test(word) || /[sxz]$/i.test(word)) return word;
  if (/(eau|eu|au)$/i.test(word)) return `${word}x`;
  return /al$/i.test(word) ? `${word.slice(0, -1)}ux` : `${word}s`;
}
