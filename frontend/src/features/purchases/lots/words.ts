import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { AnswerOf, ItemOf } from "@/api/client";
import type { Tone } from "@/ui/status-badge";

export type Comparison = AnswerOf<"get", "/v1/purchases/{round_id}/lots/{lot_id}/comparison">;
export type ComparedQuote = Comparison["quotes"][number];
export type Simulation = AnswerOf<"get", "/v1/purchases/{round_id}/lots/{lot_id}/simulation">;
export type SimulatedItem = Simulation["items"][number];
export type Rung = SimulatedItem["ladder"][number];
export type SimulatedMember = Simulation["members"][number];
export type Ways = AnswerOf<"get", "/v1/purchases/{round_id}/lots/{lot_id}/rules">;
export type Way = Ways["ways"][number];
export type Proof = NonNullable<Way["stability"]>;
export type Leaving = AnswerOf<"post", "/v1/purchases/{round_id}/lots/{lot_id}/opt-out">;
export type AwardDetail = AnswerOf<"get", "/v1/purchases/{round_id}/lots/{lot_id}/award">;
export type Commitment = ItemOf<"/v1/purchases/{round_id}/lots/{lot_id}/commitments">;

/** What is proved of a way to share; the sentence of the service gives the reason. */
export const proofWords: Record<
  Proof["state"],
  { name: MessageDescriptor; meaning: MessageDescriptor; tone: Tone }
> = {
  nobody_gains: {
    name: msg`Aucun groupe n’aurait mieux`,
    meaning: msg`Démontré : ni une organisation, ni un groupe quel qu’il soit ne paierait moins en achetant de son côté sur cette offre.`,
    tone: "positive",
  },
  nobody_loses: {
    name: msg`Personne n’y perd`,
    meaning: msg`Chacun a été comparé à ce qu’il paierait seul sur cette offre. Les groupes n’ont pas tous été comparés.`,
    tone: "positive",
  },
  somebody_gains: {
    name: msg`Un groupe ferait mieux`,
    meaning: msg`Un groupe est nommé, avec ce qu’il gagnerait à acheter de son côté sur cette offre.`,
    tone: "attention",
  },
  not_proved: {
    name: msg`Non démontré`,
    meaning: msg`Rien n’a été trouvé contre ce partage, mais tout n’a pas pu être vérifié.`,
    tone: "info",
  },
};
