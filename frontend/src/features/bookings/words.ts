import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { AnswerOf } from "@/api/client";
import type { Tone } from "@/ui/status-badge";

export type Booking = AnswerOf<"get", "/v1/bookings/{booking_id}">;
export type State = Booking["state"];

/** What one must be allowed to book, and to answer as steward. */
export const book = "bookings.book";
export const decide = "bookings.decide";

/** What a booking, a change or an answer makes out of date: bookings, and the calendars that show them. */
export const outOfDate = ["/v1/bookings", "/v1/resources"];

export const stateWords: Record<State, { name: MessageDescriptor; tone: Tone }> = {
  requested: { name: msg`En attente`, tone: "attention" },
  confirmed: { name: msg`Confirmée`, tone: "positive" },
  refused: { name: msg`Refusée`, tone: "negative" },
  cancelled: { name: msg`Annulée`, tone: "neutral" },
};

export const isOpen = ({ state }: Booking) => state === "requested" || state === "confirmed";

/** What has begun no longer changes: the service says so too. */
export const hasBegun = ({ starts_at }: Booking) => Date.parse(starts_at) <= Date.now();

export const hasEnded = ({ ends_at }: Booking) => Date.parse(ends_at) <= Date.now();
