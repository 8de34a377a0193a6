import type { AnswerOf } from "@/api/client";

export type Savings = AnswerOf<"get", "/v1/purchases/{round_id}/savings">;
export type MemberSavings = Savings["members"][number];
export type SavingsLine = MemberSavings["lines"][number];
export type SavingsSum = NonNullable<MemberSavings["actual"]>;
export type NetworkSum = NonNullable<Savings["network"]["actual"]>;
export type YearSavings = AnswerOf<"get", "/v1/purchases/savings">;
export type YearRound = YearSavings["items"][number];
