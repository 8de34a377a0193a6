import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { AnswerOf, ItemOf } from "@/api/client";

export type Head = AnswerOf<"get", "/v1/audit/heads/{agreement_id}">;
export type JournalRecord = ItemOf<"/v1/audit">;
export type Verification = AnswerOf<"get", "/v1/audit/verification/{agreement_id}">;
export type Content = NonNullable<JournalRecord["content"]>;
export type Withheld = NonNullable<JournalRecord["withheld"]>;

export const withheldWords: Record<Withheld, MessageDescriptor> = {
  figures: msg`Le contenu donne des chiffres d’autres organisations : la règle de confidentialité ne vous le montre pas.`,
  confidential: msg`Le contenu concerne une autre organisation : la règle de confidentialité ne vous le montre pas.`,
  draft: msg`C’est encore le brouillon d’une autre organisation : elle seule le lit.`,
  membership: msg`Une demande d’entrée, ou un refus d’entrer, reste entre cette organisation et le chef de file.`,
};

type Choice = { action: string; words: MessageDescriptor };

/** What the journal may be narrowed to, as the service names what it records. */
export const choices: { group: MessageDescriptor; actions: Choice[] }[] = [
  {
    group: msg`Accord et parties`,
    actions: [
      { action: "agreements.insert", words: msg`Accord créé` },
      { action: "agreements.update", words: msg`Accord modifié` },
      { action: "parties.insert", words: msg`Partie ajoutée` },
      { action: "parties.update", words: msg`Partie : réponse, préavis, départ` },
      { action: "agreement_documents.insert", words: msg`Document déposé` },
      { action: "agreement_documents.delete", words: msg`Document retiré` },
      { action: "commitments.insert", words: msg`Engagement pris` },
      { action: "commitments.update", words: msg`Engagement modifié` },
    ],
  },
  {
    group: msg`Règles et votes`,
    actions: [
      { action: "agreement_rules.insert", words: msg`Règles proposées` },
      { action: "agreement_rules.update", words: msg`Règles : modifiées, adoptées, retirées` },
      { action: "decisions.insert", words: msg`Question préparée` },
      { action: "decisions.update", words: msg`Question : convoquée, ouverte, close` },
      { action: "ballots.insert", words: msg`Vote émis` },
      { action: "proxies.insert", words: msg`Pouvoir donné` },
      { action: "proxies.update", words: msg`Pouvoir repris` },
      { action: "decision_voters.insert", words: msg`Inscription au corps électoral` },
    ],
  },
  {
    group: msg`Livre de comptes`,
    actions: [
      { action: "ledger_transactions.insert", words: msg`Écriture passée` },
      { action: "ledger_accounts.insert", words: msg`Compte ouvert` },
      { action: "ledger_publications.insert", words: msg`Clôture publiée` },
      { action: "ledger_readings.insert", words: msg`Lignes d’une autre partie lues` },
    ],
  },
  {
    group: msg`Fonds commun`,
    actions: [
      { action: "fund_calls.insert", words: msg`Appel à projets` },
      { action: "fund_projects.insert", words: msg`Projet présenté` },
      { action: "fund_projects.update", words: msg`Projet : décidé, terminé, retiré` },
      { action: "fund_payments.insert", words: msg`Paiement demandé` },
      { action: "fund_payments.update", words: msg`Paiement : payé, refusé, retiré` },
      { action: "fund_approvals.insert", words: msg`Paiement approuvé` },
    ],
  },
  {
    group: msg`Sorties`,
    actions: [
      { action: "exit_settlements.insert", words: msg`Sortie réglée` },
      { action: "exit_instalments.update", words: msg`Échéance payée` },
    ],
  },
];
