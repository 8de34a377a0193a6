import type { AnswerOf } from "@/api/client";

export type TrialBalance = AnswerOf<"get", "/v1/accounting/{agreement_id}/balance">;
export type BalanceLine = TrialBalance["accounts"][number];
export type Totals = TrialBalance["totals"];
export type Code = AnswerOf<"get", "/v1/accounting/{agreement_id}/codes">["codes"][number];

/** What one must be allowed: to read the accounts, and to change their numbers. */
export const readAccounting = "accounting.read";
export const manageAccounting = "accounting.manage";

export const readings = ["/v1/accounting"];
