import type { ItemOf } from "@/api/client";

export type Outcome = ItemOf<"/v1/imports/{import_id}/lines">["outcome"];

/** What is said of a line, the most urgent first. */
export const outcomes: Outcome[] = ["refused", "warning", "create", "update", "skipped"];
