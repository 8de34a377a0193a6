import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { AnswerOf, ItemOf } from "@/api/client";
import type { Tone } from "@/ui/status-badge";

export type RunLine = ItemOf<"/v1/allocations">;
export type Run = AnswerOf<"get", "/v1/allocations/{allocation_id}">;
export type CostLine = Run["lines"][number];
export type Figure = Run["bases"][number];
export type Certificate = NonNullable<Run["certificate"]>;
export type Shares = AnswerOf<"get", "/v1/allocations/{allocation_id}/shares">;
export type Share = Shares["items"][number];
export type Explanation = AnswerOf<"get", "/v1/allocations/{allocation_id}/shares/{organisation_id}">;
export type LineExplanation = Explanation["lines"][number];
export type Part = LineExplanation["parts"][number];
export type WhatIf = AnswerOf<"post", "/v1/allocations/{allocation_id}/what-if">;
export type Scenario = WhatIf["scenarios"][number];
export type Opinion = AnswerOf<"get", "/v1/allocations/vat-opinions/{opinion_id}">;
export type OpinionLine = ItemOf<"/v1/allocations/vat-opinions">;

/** What one must be allowed: to prepare runs, state needs, review the shares of a colleague, post them. */
export const prepareRuns = "allocations.prepare";
export const declareNeeds = "allocations.declare";
export const reviewRuns = "allocations.review";
export const postRuns = "allocations.post";

/** What any step of a run makes out of date. */
export const readings = [
  "/v1/allocations",
  "/v1/statements",
  "/v1/settlements",
  "/v1/ledger",
  "/v1/audit",
  "/v1/reports",
];

export const stageWords: Record<Run["stage"], { name: MessageDescriptor; meaning: MessageDescriptor }> = {
  budget: {
    name: msg`Budget`,
    meaning: msg`Ce que l’on prévoit de dépenser, appelé auprès de chacun au cours de la période.`,
  },
  actual: {
    name: msg`Dépenses réelles`,
    meaning: msg`Ce qui a été dépensé pour de bon : chacun paie ou reçoit la différence avec ce qui lui a été appelé.`,
  },
};

export const stateWords: Record<
  Run["state"],
  { name: MessageDescriptor; meaning: MessageDescriptor; tone: Tone }
> = {
  draft: {
    name: msg`En préparation`,
    meaning: msg`Le chef de file y travaille encore : rien n’est dû.`,
    tone: "neutral",
  },
  reviewed: {
    name: msg`Relu, à émettre`,
    meaning: msg`Une deuxième personne a relu les parts ; rien n’est dû tant qu’elles ne sont pas émises.`,
    tone: "info",
  },
  posted: {
    name: msg`Émis`,
    meaning: msg`Les relevés sont partis. Ce partage ne change plus : seul un autre le corrige.`,
    tone: "positive",
  },
  replaced: {
    name: msg`Remplacé`,
    meaning: msg`Un autre partage a pris sa place.`,
    tone: "neutral",
  },
  abandoned: {
    name: msg`Abandonné`,
    meaning: msg`Ce partage n’a pas été émis et ne le sera pas.`,
    tone: "neutral",
  },
};

/** What is known of the price alone of a line. */
export const basisWords: Record<CostLine["basis"], { name: MessageDescriptor; meaning: MessageDescriptor }> =
  {
    none: {
      name: msg`Prix seul inconnu`,
      meaning: msg`On ne sait pas ce que chacun paierait sans les autres : la ligne se partage par sa règle, sans comparaison.`,
    },
    alone: {
      name: msg`Un prix seul pour chacun`,
      meaning: msg`Chaque organisation dit ce qu’elle paierait seule.`,
    },
    levels: {
      name: msg`Des niveaux de besoin`,
      meaning: msg`Le même équipement, plus ou moins grand : qui a besoin du plus grand couvre aussi le besoin des autres.`,
    },
    tiers: {
      name: msg`Un tarif selon la quantité`,
      meaning: msg`Le prix dépend de la quantité commandée : ensemble, on atteint un meilleur palier.`,
    },
    groups: {
      name: msg`Un prix pour chaque groupe`,
      meaning: msg`Un prix est connu pour chaque groupe possible d’organisations, jusqu’à huit en tout.`,
    },
  };

/** What is proved of the shares; the sentence of the service gives the reason. */
export const proofWords: Record<Certificate["state"], { name: MessageDescriptor; tone: Tone }> = {
  nobody_gains: { name: msg`Aucun groupe n’aurait mieux`, tone: "positive" },
  nobody_loses: { name: msg`Personne n’y perd`, tone: "positive" },
  somebody_gains: { name: msg`Un groupe ferait mieux`, tone: "attention" },
  not_proved: { name: msg`Non démontré`, tone: "info" },
  not_asked: { name: msg`Prix seuls inconnus`, tone: "neutral" },
};
