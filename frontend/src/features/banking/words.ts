import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { ItemOf } from "@/api/client";
import type { IbanReading } from "@/features/banking/iban";

export type Account = ItemOf<"/v1/banking/accounts">;
export type Mandate = ItemOf<"/v1/banking/mandates">;

/** What one must be allowed, to read the accounts of one's organisation and to change them. */
export const readBanking = "banking.read";
export const manageBanking = "banking.manage";

export const readings = ["/v1/banking"];

export const ibanFaults: Record<Extract<IbanReading, { state: "wrong" }>["fault"], MessageDescriptor> = {
  characters: msg`Un IBAN commence par deux lettres et deux chiffres, puis ne compte que des chiffres et des lettres.`,
  too_long: msg`Il y a trop de caractères pour un compte de ce pays.`,
  check_digits: msg`La clé ne correspond pas : un chiffre est sans doute mal recopié.`,
};
