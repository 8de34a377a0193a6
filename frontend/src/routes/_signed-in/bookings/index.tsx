import { createFileRoute } from "@tanstack/react-router";
import { type BookingSearch, BookingsPage } from "@/features/bookings/bookings-page";

const states = ["requested", "confirmed", "refused", "cancelled"] as const;

export const Route = createFileRoute("/_signed-in/bookings/")({
  validateSearch: ({ role, when, state }: Record<string, unknown>): BookingSearch => ({
    role: role === "steward" ? role : undefined,
    when: when === "past" ? when : undefined,
    state: states.find((one) => one === state),
  }),
  component: () => <BookingsPage search={Route.useSearch()} />,
});
