import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { AnswerOf, ItemOf } from "@/api/client";
import type { Tone } from "@/ui/status-badge";

export type Decision = AnswerOf<"get", "/v1/decisions/{decision_id}">;
export type DecisionLine = ItemOf<"/v1/decisions">;
export type MatterLine = AnswerOf<"get", "/v1/decisions/matters">["items"][number];
export type Matter = Decision["effect"];
export type DecisionState = Decision["state"];
export type Outcome = NonNullable<Decision["outcome"]>;
export type Choice = NonNullable<Decision["mine"]["choice"]>;
export type BallotKind = Decision["ballot"];
export type Count = NonNullable<Decision["count"]>;
export type Majority = NonNullable<Count["majorities"]>[number];
export type Elector = Decision["electorate"][number];
type Role = NonNullable<Decision["mine"]["mandate"]>["role"];

/** What one must be allowed to ask, to convene and to vote. */
export const propose = "decisions.propose";
export const convene = "decisions.convene";
export const castVotes = "decisions.vote";

/** What any gesture on a decision makes out of date: a closed vote may change rules, parties, projects and purchases. */
export const readings = [
  "/v1/decisions",
  "/v1/reports",
  "/v1/agreements",
  "/v1/pools",
  "/v1/partnerships",
  "/v1/funds",
  "/v1/purchases",
];

export const states: DecisionState[] = ["open", "convened", "draft", "closed", "withdrawn"];

export const stateWords: Record<DecisionState, { name: MessageDescriptor; tone: Tone }> = {
  draft: { name: msg`Projet`, tone: "info" },
  convened: { name: msg`Vote à venir`, tone: "info" },
  open: { name: msg`Vote ouvert`, tone: "attention" },
  closed: { name: msg`Vote clos`, tone: "neutral" },
  withdrawn: { name: msg`Retirée`, tone: "neutral" },
};

export const outcomeWords: Record<Outcome, { name: MessageDescriptor; tone: Tone }> = {
  adopted: { name: msg`Adoptée`, tone: "positive" },
  rejected: { name: msg`Rejetée`, tone: "negative" },
  no_quorum: { name: msg`Quorum non atteint`, tone: "attention" },
};

export const choices: Choice[] = ["yes", "no", "abstain"];

export const choiceWords: Record<Choice, MessageDescriptor> = {
  yes: msg`Pour`,
  no: msg`Contre`,
  abstain: msg`Abstention`,
};

export const ballotWords: Record<BallotKind, { name: MessageDescriptor; meaning: MessageDescriptor }> = {
  named: { name: msg`Nominatif`, meaning: msg`Chacun lit ce que chaque organisation a choisi.` },
  secret: {
    name: msg`Secret`,
    meaning: msg`Personne ne lit le choix d’une organisation ; le total se lit à la clôture. Il faut des voix égales et trois votants au moins par collège.`,
  },
};

export const roleWords: Record<Role, MessageDescriptor> = {
  director: msg`un mandat de direction`,
  coordinator: msg`un mandat de coordination`,
  staff: msg`un mandat d’équipe`,
  reader: msg`un mandat de lecture`,
};

export const levelWords: Record<Count["level"], MessageDescriptor> = {
  simple: msg`plus de la moitié`,
  two_thirds: msg`les deux tiers`,
  three_quarters: msg`les trois quarts`,
  unanimity: msg`la totalité`,
};

export const baseWords: Record<Count["base"], MessageDescriptor> = {
  cast: msg`des voix exprimées`,
  present: msg`des voix présentes ou représentées`,
  all: msg`de toutes les voix`,
};
