import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { AnswerOf, ItemOf } from "@/api/client";

export type Member = ItemOf<"/v1/identity/members">;
export type Invitation = ItemOf<"/v1/identity/invitations">;
/** Its link is shown once, to the person who sends it. */
export type SentInvitation = AnswerOf<"post", "/v1/identity/invitations">;
export type Role = Member["role"];
export type Power = Member["powers"][number];

/** What one must be allowed for these pages to offer more than reading. */
export const manageMembers = "identity.manage_members";

export const roles: Role[] = ["director", "coordinator", "staff", "reader"];
export const powers: Power[] = ["vote", "book", "sign", "spend"];

export const roleWords: Record<Role, { name: MessageDescriptor; meaning: MessageDescriptor }> = {
  director: { name: msg`Direction`, meaning: msg`Décide de tout pour l’organisation, invite les autres.` },
  coordinator: {
    name: msg`Coordination`,
    meaning: msg`Tient les mutualisations et les partenariats à jour.`,
  },
  staff: { name: msg`Équipe`, meaning: msg`Réserve et participe, sans engager l’organisation.` },
  reader: { name: msg`Lecture seule`, meaning: msg`Consulte sans rien changer.` },
};

export const powerWords: Record<Power, MessageDescriptor> = {
  vote: msg`Voter`,
  book: msg`Réserver`,
  sign: msg`Signer`,
  spend: msg`Engager des dépenses`,
};
