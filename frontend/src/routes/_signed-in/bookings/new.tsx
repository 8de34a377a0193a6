import { createFileRoute } from "@tanstack/react-router";
import { NewBookingPage, type NewBookingSearch } from "@/features/bookings/new-booking-page";

const text = (value: unknown) => (typeof value === "string" && value ? value : undefined);
const moment = (value: unknown) => {
  const written = text(value);
  return written && !Number.isNaN(Date.parse(written)) ? written : undefined;
};

export const Route = createFileRoute("/_signed-in/bookings/new")({
  validateSearch: ({ resource, from, to }: Record<string, unknown>): NewBookingSearch => ({
    resource: text(resource),
    from: moment(from),
    to: moment(to),
  }),
  component: () => <NewBookingPage search={Route.useSearch()} />,
});
