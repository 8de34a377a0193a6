import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { ItemOf } from "@/api/client";

export type OpenAgreement = ItemOf<"/v1/agreements/open">;
export type JoinRequest = ItemOf<"/v1/agreements/requests">;

export const kindWords: Record<OpenAgreement["kind"], MessageDescriptor> = {
  pool: msg`Mutualisation`,
  partnership: msg`Partenariat`,
};

/** The page of an agreement one is in, or is invited to. */
export const addressOf = ({ id, kind }: Pick<OpenAgreement, "id" | "kind">) =>
  kind === "partnership" ? `/partnerships/${id}` : `/pools/${id}`;

/** Whether one may ask: nothing waits and one is not in it; who was refused or left may ask again. */
export function mayAsk({ my_state: state }: Pick<OpenAgreement, "my_state">): boolean {
  return state === null || state === "declined" || state === "left";
}
