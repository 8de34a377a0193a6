import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { AnswerOf, ItemOf } from "@/api/client";
import type { Tone } from "@/ui/status-badge";

export type BankLine = ItemOf<"/v1/treasury/lines">;
export type BankImport = ItemOf<"/v1/treasury/imports">;
export type ImportReport = AnswerOf<"post", "/v1/treasury/imports">;
export type Fault = ImportReport["faults"][number];
export type Proposal = AnswerOf<"get", "/v1/treasury/lines/{line_id}/proposals">["items"][number];
export type PaymentFile = ItemOf<"/v1/treasury/files">;
export type WholeFile = AnswerOf<"get", "/v1/treasury/files/{file_id}">;
export type Statement = ItemOf<"/v1/statements">;
export type Transfer = AnswerOf<"get", "/v1/settlements/owed">["transfers"][number];
export type Account = ItemOf<"/v1/banking/accounts">;

export type LineState = BankLine["state"];
export type Confidence = Proposal["confidence"];
export type FileKind = PaymentFile["kind"];
export type FileState = PaymentFile["state"];

/** What one must be allowed: to read the bank, and to act on it (the power to spend). */
export const readTreasury = "treasury.read";
export const manageTreasury = "treasury.manage";

/** What a payment, or a payment file, makes out of date. */
export const readings = [
  "/v1/treasury",
  "/v1/statements",
  "/v1/settlements",
  "/v1/ledger",
  "/v1/accounting",
  "/v1/audit",
  "/v1/reports",
];

export const confidenceWords: Record<Confidence, { name: MessageDescriptor; tone: Tone }> = {
  sure: { name: msg`Sûr`, tone: "positive" },
  likely: { name: msg`Probable`, tone: "info" },
  possible: { name: msg`Possible`, tone: "neutral" },
};

export const lineStateWords: Record<LineState | "all", MessageDescriptor> = {
  open: msg`À rapprocher`,
  matched: msg`Rapprochées`,
  set_aside: msg`Mises de côté`,
  all: msg`Toutes`,
};

export const fileKindWords: Record<FileKind, { name: MessageDescriptor; meaning: MessageDescriptor }> = {
  transfers: {
    name: msg`Virements`,
    meaning: msg`Votre banque verse ce que vous devez. Un fichier remplace la saisie des virements un par un.`,
  },
  debits: {
    name: msg`Prélèvements`,
    meaning: msg`Votre banque va chercher ce que les membres vous doivent, chez ceux qui ont signé un mandat.`,
  },
};

export const fileStateWords: Record<FileState, { name: MessageDescriptor; tone: Tone }> = {
  made: { name: msg`À déposer à la banque`, tone: "attention" },
  sent: { name: msg`Envoyé à la banque`, tone: "info" },
  cancelled: { name: msg`Annulé`, tone: "neutral" },
};
