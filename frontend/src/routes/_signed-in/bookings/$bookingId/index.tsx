import { createFileRoute } from "@tanstack/react-router";
import { BookingPage } from "@/features/bookings/booking-page";

export const Route = createFileRoute("/_signed-in/bookings/$bookingId/")({
  component: () => <BookingPage bookingId={Route.useParams().bookingId} />,
});
