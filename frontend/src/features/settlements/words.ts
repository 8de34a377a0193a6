import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { AnswerOf, ItemOf } from "@/api/client";
import type { Tone } from "@/ui/status-badge";

export type Summary = ItemOf<"/v1/settlements">;
export type Settlement = AnswerOf<"get", "/v1/settlements/{settlement_id}">;
export type Position = Settlement["positions"][number];
export type Item = Settlement["items"][number];
export type Transfer = Settlement["transfers"][number];
export type Preview = AnswerOf<"get", "/v1/settlements/preview">;
export type Planned = Preview["transfers"][number];
export type Owed = AnswerOf<"get", "/v1/settlements/owed">;
export type OwedRow = Owed["rows"][number];

/** What one must be allowed: to answer and to say that a transfer came; to preview, propose, carry out, withdraw. */
export const acceptSettlements = "settlements.accept";
export const manageSettlements = "settlements.manage";

/** What any step of a settlement makes out of date. */
export const readings = [
  "/v1/settlements",
  "/v1/statements",
  "/v1/ledger",
  "/v1/treasury",
  "/v1/audit",
  "/v1/reports",
];

export const stateWords: Record<Summary["state"], { name: MessageDescriptor; tone: Tone }> = {
  proposed: { name: msg`Proposée`, tone: "info" },
  accepted: { name: msg`Acceptée par tous`, tone: "attention" },
  carried_out: { name: msg`Réalisée`, tone: "positive" },
  refused: { name: msg`Refusée`, tone: "negative" },
  withdrawn: { name: msg`Retirée`, tone: "neutral" },
};

export const isLive = (state: Summary["state"]) => state === "proposed" || state === "accepted";
