import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { AnswerOf, ItemOf } from "@/api/client";
import type { components } from "@/api/schema.gen";

export type Book = AnswerOf<"get", "/v1/ledger/balances">;
export type Account = ItemOf<"/v1/ledger/accounts">;
export type AccountName = components["schemas"]["AccountNameOut"];
export type Line = ItemOf<"/v1/ledger/accounts/{account_id}/lines">;
export type Entry = AnswerOf<"get", "/v1/ledger/transactions/{transaction_id}">;
export type EntryLine = ItemOf<"/v1/ledger/transactions">;
export type Publication = ItemOf<"/v1/ledger/publications">;
export type ClosingFigure = Publication["figures"][number];
export type Reading = ItemOf<"/v1/ledger/readings">;
export type Purpose = Account["purpose"];
export type Kind = Entry["kind"];
export type ManualKind = components["schemas"]["TransactionIn"]["kind"];
export type OpenablePurpose = components["schemas"]["AccountIn"]["purpose"];
export type Withheld = NonNullable<Account["withheld"]>;

/** What one must be allowed to write in the book, besides being of the lead. */
export const postInBook = "ledger.post";

/** What an entry makes out of date: the book, and what reads it. */
export const readings = ["/v1/ledger", "/v1/funds", "/v1/exits", "/v1/audit"];

type PurposeWords = {
  /** Heads the accounts of this purpose. */
  group: MessageDescriptor;
  /** The account alone: "Pot commun". */
  name: MessageDescriptor;
  /** What it is for, in a sentence. */
  meaning: MessageDescriptor;
};

/** In the order a reader asks: what is each one's, what is everybody's, what is owed, what comes and goes. */
export const purposeWords: Record<Purpose, PurposeWords> = {
  stake: {
    group: msg`Parts reprenables`,
    name: msg`Part reprenable`,
    meaning: msg`Ce qu’une organisation pourrait reprendre en partant : ses apports avec droit de reprise, moins sa part des projets décidés.`,
  },
  common: {
    group: msg`Pot commun`,
    name: msg`Pot commun`,
    meaning: msg`Ce qui appartient à tous : les cotisations et les versements que personne ne reprend.`,
  },
  project: {
    group: msg`Projets`,
    name: msg`Projet`,
    meaning: msg`Ce qui est mis de côté pour un projet décidé par un vote, jusqu’à ce qu’il soit payé.`,
  },
  reserve: {
    group: msg`Réserve`,
    name: msg`Réserve`,
    meaning: msg`Ce qui est gardé pour plus tard.`,
  },
  due: {
    group: msg`Ce que les membres doivent`,
    name: msg`Dû`,
    meaning: msg`Ce qu’une organisation doit encore : le solde est sous zéro de ce qui reste à régler.`,
  },
  payable: {
    group: msg`À payer aux membres`,
    name: msg`À payer`,
    meaning: msg`Ce que l’accord doit à une organisation, par exemple après son départ.`,
  },
  income: {
    group: msg`Produits`,
    name: msg`Produits`,
    meaning: msg`Ce que l’accord a gagné : le solde est sous zéro de ce qui est entré.`,
  },
  expense: {
    group: msg`Charges`,
    name: msg`Charges`,
    meaning: msg`Ce que l’accord a dépensé.`,
  },
  other: {
    group: msg`Autres comptes`,
    name: msg`Autre compte`,
    meaning: msg`Un compte ouvert pour un usage particulier, que dit son intitulé.`,
  },
  party: {
    group: msg`Argent des membres, hors de l’accord`,
    name: msg`Moyens propres`,
    meaning: msg`Ce que chaque organisation a chez elle : le solde est sous zéro de ce qu’elle a apporté à l’accord.`,
  },
  world: {
    group: msg`Extérieur`,
    name: msg`Extérieur`,
    meaning: msg`Les fournisseurs, les financeurs : tout ce qui n’est pas partie à l’accord.`,
  },
};

export const purposes = Object.keys(purposeWords) as Purpose[];

/** Accounts that the fund, its projects and exits move: nobody moves them by hand. */
const managed: readonly Purpose[] = ["stake", "common", "project", "payable"];

export function isByHand(purpose: Purpose): boolean {
  return !managed.includes(purpose);
}

export const kindWords: Record<Kind, MessageDescriptor> = {
  contribution: msg`Apport`,
  charge: msg`Charge`,
  payment: msg`Paiement`,
  commitment: msg`Mise de côté pour un projet`,
  release: msg`Remise en commun`,
  settlement: msg`Règlement de sortie`,
  transfer: msg`Virement`,
  exchange: msg`Échange`,
  reversal: msg`Contre-passation`,
};

export const kinds = Object.keys(kindWords) as Kind[];

/** What the lead writes by hand, with what it is. */
export const manualKindWords: Record<ManualKind, MessageDescriptor> = {
  contribution: msg`Apport : un membre apporte de ses moyens`,
  charge: msg`Charge : l’accord supporte une dépense`,
  payment: msg`Paiement : une somme est versée`,
  transfer: msg`Virement : d’un compte à un autre`,
  exchange: msg`Échange : des heures, des nuitées, des services rendus`,
};

export const manualKinds = Object.keys(manualKindWords) as ManualKind[];

export const openablePurposeWords: Record<OpenablePurpose, MessageDescriptor> = {
  world: msg`L’extérieur : fournisseurs, financeurs`,
  party: msg`Les moyens propres d’une organisation`,
  due: msg`Ce qu’une organisation doit`,
  income: msg`Des produits`,
  expense: msg`Des charges`,
  reserve: msg`Une réserve`,
  other: msg`Un autre usage : une banque d’heures, par exemple`,
};

export const openablePurposes = Object.keys(openablePurposeWords) as OpenablePurpose[];

/** Why the balance of a common account is not read, or not renewed. */
export function withheldWords(withheld: Withheld, wasPublished: boolean): MessageDescriptor {
  if (withheld === "at_closings_only") {
    return wasPublished
      ? msg`Son détail ne se lit pas : son total est publié aux clôtures.`
      : msg`Son détail ne se lit pas : son total sera publié à une clôture. Rien ne l’est encore.`;
  }
  return wasPublished
    ? msg`Ce chiffre n’a pas été renouvelé à la dernière clôture : trop peu d’organisations ont fait bouger le compte depuis, ou l’une d’elles pour l’essentiel. Le nouveau aurait dit le sien.`
    : msg`Rien n’est encore publié : trop peu d’organisations ont fait bouger ce compte, ou l’une d’elles pour l’essentiel. Le total aurait dit son chiffre.`;
}
