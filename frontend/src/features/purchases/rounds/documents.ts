import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { ItemOf } from "@/api/client";
import type { Round } from "@/features/purchases/words";

export type RoundDocument = ItemOf<"/v1/purchases/{round_id}/documents">;
export type DocumentKind = RoundDocument["kind"];

export const documentKindWords: Record<DocumentKind, MessageDescriptor> = {
  specification: msg`Cahier des charges`,
  undertaking: msg`Engagement de confidentialité`,
  quote: msg`Offre reçue`,
  minutes: msg`Compte rendu`,
  evidence: msg`Justificatif d’un prix payé`,
  other: msg`Autre document`,
};

const ofTheRound: DocumentKind[] = ["specification", "minutes", "quote", "undertaking", "other"];

/** What one may add now: the coordinator until the accounts are made, evidence while needs are surveyed. */
export function kindsToAdd(
  { state, coordinates, mine }: Pick<Round, "state" | "coordinates" | "mine">,
  may: { states: boolean; coordinates: boolean },
): DocumentKind[] {
  if (!may.states) return [];
  const leads = coordinates && may.coordinates;
  const running = state !== "closed" && state !== "cancelled";
  return [
    ...(leads && running ? ofTheRound : []),
    ...((leads || mine?.asked) && state === "needs" ? (["evidence"] as const) : []),
  ];
}
